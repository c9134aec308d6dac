package org.patchbay.engine;

import org.patchbay.api.fact.Fact;

/**
 * What a peer gave us and how it stands to the chain, as facts tell. Confined to the node loop.
 * Times are of the loop in nanoseconds, -1 for never.
 */
final class Merits {
  long lastBlockAt = -1;
  long lastTransactionAt = -1;
  long lastAnnouncementAt = -1;
  int knownHeight = -1;
  boolean downloading;
  boolean spared;

  void learn(Fact fact, long now) {
    if (fact instanceof Fact.KnownHeight known) {
      knownHeight = Math.max(knownHeight, known.height());
    } else if (fact instanceof Fact.Useful useful) {
      switch (useful.kind()) {
        case BLOCK -> lastBlockAt = now;
        case TRANSACTION -> lastTransactionAt = now;
        default -> {}
      }
    } else if (fact instanceof Fact.Announced) {
      lastAnnouncementAt = now;
    } else if (fact instanceof Fact.Downloading blocks) {
      downloading = blocks.begun();
    } else if (fact instanceof Fact.Spared) {
      spared = true;
    }
  }
}
