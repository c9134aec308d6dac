package org.patchbay.engine;

import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.transport.Link;

/** The ledger of a live peer, as facts tell. Confined to the node loop. */
final class PeerLedger implements Ledger {
  /** Its bytes of this day. */
  final Today today;

  private final Link link;
  private final Intake intake;
  private long useful;
  private long useless;
  private long blocks;
  private long transactions;
  private long firstBlocks;
  private long firstTransactions;

  PeerLedger(Link link, Intake intake) {
    this.today = new Today(link);
    this.link = link;
    this.intake = intake;
  }

  void learn(Fact fact) {
    if (fact instanceof Fact.Useful given) {
      useful(given);
    } else if (fact instanceof Fact.Nuisance nuisance) {
      useless += useless(nuisance.kind()) ? 1 : 0;
    } else if (fact instanceof Fact.First first) {
      int count = Math.max(0, first.count());
      switch (first.kind()) {
        case BLOCK -> firstBlocks += count;
        case TRANSACTION -> firstTransactions += count;
        default -> {}
      }
    }
  }

  private void useful(Fact.Useful given) {
    int count = Math.max(0, given.count());
    switch (given.kind()) {
      case BLOCK -> blocks += count;
      case TRANSACTION -> transactions += count;
      default -> count = 1; // many of them in one message
    }
    useful += count;
  }

  /** Of a late answer, and of what we limited ourselves, no message was useless. */
  private static boolean useless(Fact.Nuisance.Kind kind) {
    return switch (kind) {
      case UNANSWERED, RATE_LIMITED -> false;
      default -> true;
    };
  }

  @Override
  public long ioTime() {
    return link.ioTime();
  }

  @Override
  public long usefulMessages() {
    return useful;
  }

  @Override
  public long uselessMessages() {
    return useless;
  }

  @Override
  public long blocks() {
    return blocks;
  }

  @Override
  public long transactions() {
    return transactions;
  }

  @Override
  public long firstBlocks() {
    return firstBlocks;
  }

  @Override
  public long firstTransactions() {
    return firstTransactions;
  }

  @Override
  public long pauses() {
    return intake.pauses();
  }

  @Override
  public long pausedTime() {
    return intake.pausedTime();
  }
}
