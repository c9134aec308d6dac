package org.patchbay.engine.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.disk.AtomicFile;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The block-relay-only peers of the last run (protocol-facts §9.11). Not thread-safe: one reads at
 * the start, one writes at the end.
 *
 * <p>Rule: written when the node stops in order, read and deleted when it begins. Why: an attacker
 * who makes a node restart gains nothing where its peers survive; one who makes it crash over and
 * over must not have it begin each time with the peers that did it.
 *
 * <p>One a line: address and port, service bits in hexadecimal.
 */
public final class AnchorFile {
  static final int MOST = 2;
  private static final long LONGEST = 4_096;
  private static final Logger LOG = LoggerFactory.getLogger(AnchorFile.class);

  private final Path file;

  /** Anchors of a file, which need not be there. */
  public AnchorFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all, at most two, and deletes the file; a line that cannot be read is named in the log
   * and left out.
   *
   * @throws IOException naming the file, when the disk fails
   */
  public List<AddressEntry> take() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<AddressEntry> anchors = new ArrayList<>();
      String text =
          Files.size(file) > LONGEST ? "" : Files.readString(file, StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size() && anchors.size() < MOST; i++) {
        add(anchors, lines.get(i), i + 1);
      }
      if (text.isEmpty()) {
        LOG.warn("anchors in {} are not used: {} bytes", file, Files.size(file));
      }
      return anchors;
    } catch (IOException cause) {
      LOG.warn("anchors in {} are not used: {}", file, cause.toString());
      return List.of();
    } finally {
      delete();
    }
  }

  private void add(List<AddressEntry> anchors, String line, int number) {
    try {
      String[] words = line.strip().split(" ");
      if (words.length != 2) {
        throw new IllegalArgumentException("\"" + line + "\" (an address and its services)");
      }
      long services = Long.parseUnsignedLong(words[1], 16);
      anchors.add(new AddressEntry(0, services, NetworkAddress.parse(words[0])));
    } catch (IllegalArgumentException flaw) {
      LOG.warn("{}, line {}: {}", file, number, HiddenAddress.within(flaw.getMessage()));
    }
  }

  private void delete() throws IOException {
    try {
      Files.delete(file);
    } catch (IOException cause) {
      throw new IOException("anchors in " + file + " cannot be deleted: " + cause, cause);
    }
  }

  /**
   * Replaces the file.
   *
   * @throws IOException naming the file, when the disk refuses
   */
  public void write(List<AddressEntry> anchors) throws IOException {
    StringBuilder text = new StringBuilder();
    for (AddressEntry each : anchors.subList(0, Math.min(MOST, anchors.size()))) {
      text.append(each.address())
          .append(' ')
          .append(Long.toHexString(each.services()))
          .append('\n');
    }
    try {
      AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException cause) {
      throw new IOException("cannot write anchors to " + file + ": " + cause, cause);
    }
  }
}
