package org.patchbay.transport;

import java.util.Arrays;

/**
 * Bytes of a known number of which not all have come. Confined to the event loop.
 *
 * <p>Rule: the buffer is never more than 262,144 bytes ahead of what is present, and starts small.
 * Reason: a few bytes may announce 4,000,000 (protocol-facts §1.1).
 */
final class Gathering {
  private static final int START = 1024;
  private static final int AHEAD = 262_144;
  private static final int LITTLE_AHEAD = 1024;

  private final int length;
  private byte[] bytes;
  private int present;

  Gathering(int length, int presentNow) {
    this.length = length;
    this.bytes = new byte[Math.min(length, Math.max(START, presentNow))];
  }

  /**
   * Takes what belongs to it and answers how many bytes that was.
   *
   * @param tight whether the node is so short of memory that the buffer grows as little as it can
   */
  int take(byte[] from, int at, int end, boolean tight) {
    int count = Math.min(end - at, missing());
    if (present + count > bytes.length) {
      int ahead = tight ? LITTLE_AHEAD : Math.min(AHEAD, present + count);
      bytes = Arrays.copyOf(bytes, Math.min(length, present + count + ahead));
    }
    System.arraycopy(from, at, bytes, present, count);
    present += count;
    return count;
  }

  int missing() {
    return length - present;
  }

  /** All of them once complete, in an array of exactly that length. */
  byte[] bytes() {
    return bytes;
  }

  int present() {
    return present;
  }

  /** Bytes on the heap. */
  int held() {
    return bytes.length;
  }
}
