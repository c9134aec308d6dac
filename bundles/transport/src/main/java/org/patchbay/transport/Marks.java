package org.patchbay.transport;

/**
 * The bounds of each link. Immutable.
 *
 * <p>Rule: by default a few hundred kilobytes wait on the heap for each link, a twentieth of
 * Bitcoin Core's 5 MB (protocol-facts §16.4). Reason: the system's buffers in front of the socket
 * keep a fast peer's line busy all the same, and what waits for long survives collections of the
 * heap. Eight peers that flood us with inv had 150 MB of it and paused the node for 80 ms three
 * times a second; within these marks what they send dies young. Syncing blocks and pings are as
 * fast with either.
 *
 * @param receiveBytes payload bytes waiting in an inbox above which the socket is not read
 * @param receiveMessages messages waiting in an inbox above which the socket is not read
 * @param sendBytes frame bytes waiting to be written above which a link is not writable
 */
record Marks(long receiveBytes, int receiveMessages, long sendBytes) {
  private static final long REST = 5_000_000;

  /**
   * Estimated bytes on the heap, over which the socket is not read either: a payload of many small
   * entries grows when it becomes records.
   */
  long receiveCost() {
    return 2 * receiveBytes;
  }

  /**
   * Payload bytes that may still come after reading was stopped: what a peer that has closed left
   * in the system's buffers, which would else be lost.
   */
  long receiveRest() {
    return Math.max(receiveBytes, Math.min(REST, 20 * receiveBytes));
  }
}
