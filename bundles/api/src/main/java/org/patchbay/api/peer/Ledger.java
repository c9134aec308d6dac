package org.patchbay.api.peer;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a peer cost us and what it gave us since it connected, besides the bytes and the time of the
 * node loop, which {@link PeerView} has: counters that only rise. As long-lived as the view it is
 * of. The node counts them from facts, so that a policy that comes into force late knows them too.
 */
@ProviderType
public interface Ledger {
  /** Nothing yet. */
  Ledger EMPTY = new Ledger() {};

  /**
   * Nanoseconds that the transport's threads spent on its bytes: checksums, cipher and decoding of
   * what it sent, encoding, cipher and writing of what was sent to it. Reading from the socket is
   * not in it.
   */
  default long ioTime() {
    return 0;
  }

  /**
   * Messages that gave us something we wanted and did not have: each new block, each accepted
   * transaction, each message with new headers or addresses.
   */
  default long usefulMessages() {
    return 0;
  }

  /**
   * Messages that were of no use to anybody: malformed, with a wrong checksum, unknown, out of
   * place, headers that connect to nothing or have too little work, refused transactions,
   * announcements beyond what is tracked.
   */
  default long uselessMessages() {
    return 0;
  }

  /** Blocks that it gave us and that we did not have. */
  default long blocks() {
    return 0;
  }

  /** Transactions that it gave us and that were accepted. */
  default long transactions() {
    return 0;
  }

  /**
   * Blocks that it was the first to tell us of, by a header with valid work beyond our tip. What is
   * fetched of the chain's past does not count.
   */
  default long firstBlocks() {
    return 0;
  }

  /**
   * Transactions that it was the first to announce among those who could be asked, counted once the
   * transaction was accepted from whomever: an announcement alone earns nothing.
   */
  default long firstTransactions() {
    return 0;
  }

  /** How often we stopped taking what it sent, or its outbox was full. */
  default long pauses() {
    return 0;
  }

  /** Nanoseconds of all such pauses that are over. */
  default long pausedTime() {
    return 0;
  }
}
