package org.patchbay.transport;

/**
 * The bounds of each link. Immutable.
 *
 * @param receiveBytes payload bytes waiting in an inbox above which the socket is not read
 * @param receiveMessages messages waiting in an inbox above which the socket is not read
 * @param sendBytes frame bytes waiting to be written above which a link is not writable
 */
record Marks(long receiveBytes, int receiveMessages, long sendBytes) {
  /**
   * Estimated bytes on the heap, over which the socket is not read either: a payload of many small
   * entries grows when it becomes records.
   */
  long receiveCost() {
    return 4 * receiveBytes;
  }
}
