package org.patchbay.transport;

import java.security.MessageDigest;

/**
 * A payload of which not all has come. Confined to the event loop.
 *
 * <p>It is hashed as it arrives, so that the end of a block does not hold up the loop
 * (protocol-facts §2.2).
 */
final class Unfinished {
  private final MessageDigest sha256;
  private final FrameReader.Frame frame;
  private final Gathering payload;

  /**
   * Nothing of a payload yet.
   *
   * @param sha256 fresh, and its own until the end
   */
  Unfinished(FrameReader.Frame frame, int presentNow, MessageDigest sha256) {
    this.sha256 = sha256;
    this.frame = frame;
    this.payload = new Gathering(frame.length(), presentNow);
  }

  /**
   * Takes what belongs to this payload and answers how many bytes that was.
   *
   * @param tight whether the node is so short of memory that the buffer grows as little as it can
   */
  int take(byte[] from, int at, int end, boolean tight) {
    int count = payload.take(from, at, end, tight);
    sha256.update(from, at, count);
    return count;
  }

  FrameReader.Frame frame() {
    return frame;
  }

  int missing() {
    return payload.missing();
  }

  /** The payload once complete, of exactly its length. */
  byte[] bytes() {
    return payload.bytes();
  }

  int present() {
    return payload.present();
  }

  /** Bytes on the heap. */
  int held() {
    return payload.held();
  }

  MessageDigest sha256() {
    return sha256;
  }
}
