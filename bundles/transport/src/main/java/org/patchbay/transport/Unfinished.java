package org.patchbay.transport;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A payload of which not all has come. Confined to the event loop.
 *
 * <p>Rule: the buffer is never more than 262,144 bytes ahead of what is present, and starts small.
 * Reason: 24 bytes may announce 4,000,000 (protocol-facts §1.1). It is hashed as it arrives, so
 * that the end of a block does not hold up the loop (§2.2).
 */
final class Unfinished {
  private static final int START = 1024;
  private static final int AHEAD = 262_144;
  private static final int LITTLE_AHEAD = 1024;

  private final MessageDigest sha256 = Scratch.sha256();
  private final FrameReader.Frame frame;
  private byte[] bytes;
  private int present;

  Unfinished(FrameReader.Frame frame, int presentNow) {
    this.frame = frame;
    this.bytes = new byte[Math.min(frame.length(), Math.max(START, presentNow))];
  }

  /**
   * Takes what belongs to this payload and answers how many bytes that was.
   *
   * @param tight whether the node is so short of memory that the buffer grows as little as it can
   */
  int take(byte[] from, int at, int end, boolean tight) {
    int count = Math.min(end - at, missing());
    if (present + count > bytes.length) {
      int ahead = tight ? LITTLE_AHEAD : Math.min(AHEAD, present + count);
      bytes = Arrays.copyOf(bytes, Math.min(frame.length(), present + count + ahead));
    }
    System.arraycopy(from, at, bytes, present, count);
    sha256.update(from, at, count);
    present += count;
    return count;
  }

  FrameReader.Frame frame() {
    return frame;
  }

  int missing() {
    return frame.length() - present;
  }

  /** The payload once complete, of exactly its length. */
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

  MessageDigest sha256() {
    return sha256;
  }
}
