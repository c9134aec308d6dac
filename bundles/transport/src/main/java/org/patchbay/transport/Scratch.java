package org.patchbay.transport;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Queue;

/** What all links of one event loop use one after the other. Confined to the event loop. */
final class Scratch {
  private static final int IDLE = 8;

  /** Bytes just read, on the heap: hashing and decoding are faster there than outside. */
  final byte[] in = new byte[Buffers.READ];

  /** Frames about to be written. */
  final byte[] out = new byte[Buffers.WRITE];

  final Commands commands = new Commands();
  final Ciphers ciphers = new Ciphers();
  private final MessageDigest sha256 = sha256();
  private final byte[] digest = new byte[32];
  private final Queue<MessageDigest> idle = new ArrayDeque<>();

  /** First four bytes of the double SHA-256, as a little-endian number (protocol-facts §2.1). */
  int checksum(byte[] bytes, int from, int length) {
    sha256.update(bytes, from, length);
    return finish(sha256);
  }

  /** The same for bytes in an array and those after them in a buffer, which is used up. */
  int checksum(byte[] bytes, int from, int length, ByteBuffer more) {
    sha256.update(bytes, from, length);
    sha256.update(more);
    return finish(sha256);
  }

  /** The same for bytes that were already put into {@code once}, which is reset. */
  int finish(MessageDigest once) {
    try {
      once.digest(digest, 0, 32);
      sha256.update(digest, 0, 32);
      sha256.digest(digest, 0, 32);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 wants more than 32 bytes", e);
    }
    return LittleEndian.i32(digest, 0);
  }

  /** A digest for a payload that comes in several parts, to be given back once it is finished. */
  MessageDigest lend() {
    MessageDigest lent = idle.poll();
    return lent == null ? sha256() : lent;
  }

  /** Takes back what was lent and is reset; a few are kept. */
  void back(MessageDigest lent) {
    if (idle.size() < IDLE) {
      idle.add(lent);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
