package org.patchbay.sim;

import org.patchbay.api.peer.Ledger;

/**
 * A ledger made of plain fields, each with a setter of its name. Confined to the thread of the
 * test.
 */
public final class FakeLedger implements Ledger {
  private long ioTime;
  private long usefulMessages;
  private long uselessMessages;
  private long blocks;
  private long transactions;
  private long firstBlocks;
  private long firstTransactions;
  private long pauses;
  private long pausedTime;

  /** Sets ioTime. */
  public FakeLedger ioTime(long ioTime) {
    this.ioTime = ioTime;
    return this;
  }

  @Override
  public long ioTime() {
    return ioTime;
  }

  /** Sets usefulMessages. */
  public FakeLedger usefulMessages(long usefulMessages) {
    this.usefulMessages = usefulMessages;
    return this;
  }

  @Override
  public long usefulMessages() {
    return usefulMessages;
  }

  /** Sets uselessMessages. */
  public FakeLedger uselessMessages(long uselessMessages) {
    this.uselessMessages = uselessMessages;
    return this;
  }

  @Override
  public long uselessMessages() {
    return uselessMessages;
  }

  /** Sets blocks. */
  public FakeLedger blocks(long blocks) {
    this.blocks = blocks;
    return this;
  }

  @Override
  public long blocks() {
    return blocks;
  }

  /** Sets transactions. */
  public FakeLedger transactions(long transactions) {
    this.transactions = transactions;
    return this;
  }

  @Override
  public long transactions() {
    return transactions;
  }

  /** Sets firstBlocks. */
  public FakeLedger firstBlocks(long firstBlocks) {
    this.firstBlocks = firstBlocks;
    return this;
  }

  @Override
  public long firstBlocks() {
    return firstBlocks;
  }

  /** Sets firstTransactions. */
  public FakeLedger firstTransactions(long firstTransactions) {
    this.firstTransactions = firstTransactions;
    return this;
  }

  @Override
  public long firstTransactions() {
    return firstTransactions;
  }

  /** Sets pauses. */
  public FakeLedger pauses(long pauses) {
    this.pauses = pauses;
    return this;
  }

  @Override
  public long pauses() {
    return pauses;
  }

  /** Sets pausedTime. */
  public FakeLedger pausedTime(long pausedTime) {
    this.pausedTime = pausedTime;
    return this;
  }

  @Override
  public long pausedTime() {
    return pausedTime;
  }
}
