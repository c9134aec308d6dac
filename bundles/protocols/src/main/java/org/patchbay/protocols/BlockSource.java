package org.patchbay.protocols;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Hash256;

/** One peer's part in {@link BlockDownload}, which alone changes it. Confined to the node loop. */
final class BlockSource {
  final Line line;
  final boolean preferred;
  final Map<Hash256, Integer> owes = new LinkedHashMap<>();
  Optional<HeaderView> reach = Optional.empty();
  boolean trusted = true;

  BlockSource(Line line) {
    this.line = line;
    this.preferred = line.preferred();
  }

  /** How many blocks it owes. */
  int owes() {
    return owes.size();
  }

  /** Whether a block is the one it has owed longest. */
  boolean owesFirst(Hash256 block) {
    return !owes.isEmpty() && owes.keySet().iterator().next().equals(block);
  }

  /** A conversation as the download sees it. */
  interface Line {
    /** Whether it serves blocks with their witnesses. */
    boolean servesBlocks();

    /** Whether it serves the last 288 alone. */
    boolean limited();

    /** Whether it is preferred for downloads (§8.7). */
    boolean preferred();

    /** How gladly it is asked, by the policy in force: higher comes first. */
    double preference();

    /** At most 16, fewer for one that misbehaves; at least 1. */
    int room();

    /** The header with the most work that it told us of. */
    Optional<HeaderView> best();

    /** Whether our tip is recent enough to fetch at once what it announces. */
    boolean nearTip(HeaderView tip);

    /** Asks it for blocks. */
    void ask(List<Hash256> wanted);

    /** It holds up all, and has this long to deliver. */
    void stalls(Duration time);
  }
}
