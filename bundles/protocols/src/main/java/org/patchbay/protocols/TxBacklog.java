package org.patchbay.protocols;

import org.patchbay.wire.message.GetData;

/**
 * How many entries of getdata for transactions may wait, of one peer and of all. Confined to the
 * node loop; counted by the conversations.
 *
 * <p>Rule: as many of one peer as one message can hold, and a million of all; a peer of which no
 * more than an ordinary request waits is heard even then. Attack: somebody who asks and never reads
 * makes us keep what he asked for, at twice the memory that it took on the wire.
 */
final class TxBacklog {
  static final int MAX_OF_ONE = GetData.MAX_ENTRIES;
  static final int MAX_OF_ALL = 1_000_000;

  /** What nodes ask for in one message. */
  static final int ORDINARY = 1_000;

  private int waiting;

  /**
   * Whether more entries of a peer may wait.
   *
   * @param own those of it that wait now
   */
  boolean hasRoom(int own, int more) {
    return own + more <= ORDINARY || own + more <= MAX_OF_ONE && waiting + more <= MAX_OF_ALL;
  }

  /** More entries wait, or fewer. */
  void count(int change) {
    waiting += change;
  }

  /** Entries that wait, of all peers. */
  int waiting() {
    return waiting;
  }
}
