package org.patchbay.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.patchbay.api.disk.AtomicFile;
import org.patchbay.wire.Hash256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks that an operator refuses, with all that stands on them, kept in a file of one hash a
 * line. Confined to the chain lane.
 *
 * <p>A refusal is on the medium before it counts, and holds over restarts as in Bitcoin Core. What
 * broke a rule is not kept here: it is judged again.
 */
final class Refusals {
  static final String NAME = "refused-blocks.txt";
  static final String REASON = "refused by the operator";

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
  private static final String HEAD =
      "# Blocks that invalidateblock refused, one hash a line; reconsiderblock takes them back.\n";

  private final Path file;
  private final Index index;
  private BitSet refused = new BitSet();

  /**
   * Has an index take for invalid what the file of a data folder names.
   *
   * @throws IOException when the file cannot be read
   */
  Refusals(Path folder, Index index) throws IOException {
    this.file = folder.resolve(NAME);
    this.index = index;
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      for (int i = 0; i < lines.size(); i++) {
        read(lines.get(i).strip(), i + 1);
      }
      addAbove(refused);
      index.invalidate(refused);
      LOG.info("blocks refused, as {} says: {}", file, roots(refused).count());
    }
  }

  private void read(String line, int number) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    int entry;
    try {
      entry = index.find(Hash256.fromHex(line));
    } catch (IllegalArgumentException e) {
      LOG.error("{} line {} is left out, it is no hash of a block: {}", file, number, e.toString());
      return;
    }
    if (entry > 0) {
      refused.set(entry);
    } else {
      LOG.warn("{} line {} is left out, no such header is stored: {}", file, number, line);
    }
  }

  /** The refused blocks that stand on none. */
  IntStream roots() {
    return roots(refused);
  }

  /** Notes a refusal; answers why not, or nothing. */
  Optional<String> refuse(int entry) {
    BitSet then = (BitSet) refused.clone();
    then.set(entry);
    addAbove(then);
    return write(then);
  }

  /** Takes back what was said of an entry, of those it stands on and of those that stand on it. */
  Optional<String> reconsider(int entry) {
    BitSet branch = new BitSet();
    branch.set(entry);
    addAbove(branch);
    for (int at = entry; at > 0; at = index.entries().parent(at)) {
      branch.set(at);
    }
    BitSet then = (BitSet) refused.clone();
    then.andNot(branch);
    return write(then);
  }

  private void addAbove(BitSet some) {
    Entries entries = index.entries();
    int first = some.nextSetBit(0);
    for (int next = first + 1; first >= 0 && next < index.snapshot().count(); next++) {
      if (some.get(entries.parent(next))) {
        some.set(next);
      }
    }
  }

  private IntStream roots(BitSet some) {
    return some.stream().filter(entry -> !some.get(index.entries().parent(entry)));
  }

  private Optional<String> write(BitSet then) {
    if (then.equals(refused)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(HEAD);
    roots(then).forEach(entry -> text.append(index.entries().hash(entry)).append('\n'));
    try {
      AtomicFile.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.of("%s cannot be written: %s".formatted(file, e));
    }
    refused = then;
    return Optional.empty();
  }
}
