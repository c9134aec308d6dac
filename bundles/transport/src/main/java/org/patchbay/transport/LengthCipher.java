package org.patchbay.transport;

import java.util.Arrays;

/**
 * The lengths of the packets of one direction (protocol-facts §3.5): three bytes each of one
 * keystream, of which the end is the next key. Confined to the event loop.
 *
 * <p>The stream of 224 packets is made at once; it is less than what a cipher of its own would
 * hold.
 */
final class LengthCipher {
  static final int SIZE = 3;

  /** Packets after which both ciphers take a new key. */
  static final int REKEY = 224;

  private final Ciphers ciphers;
  private final byte[] stream = new byte[SIZE * REKEY + Ciphers.KEY];
  private long rekeyed;
  private int next;

  LengthCipher(byte[] key, Ciphers ciphers) {
    this.ciphers = ciphers;
    ciphers.keystream(Ciphers.key(key, 0), 0, 0, 0, stream);
  }

  /** Puts the next length. */
  void put(int length, byte[] bytes, int at) {
    int masked = length ^ mask();
    bytes[at] = (byte) masked;
    bytes[at + 1] = (byte) (masked >>> 8);
    bytes[at + 2] = (byte) (masked >>> 16);
  }

  /** Reads the next length. */
  int get(byte[] bytes, int at) {
    return three(bytes, at) ^ mask();
  }

  private int mask() {
    if (next == REKEY) {
      next = 0;
      rekeyed++;
      byte[] key = Arrays.copyOfRange(stream, SIZE * REKEY, stream.length);
      ciphers.keystream(Ciphers.key(key, 0), 0, rekeyed, 0, stream);
    }
    return three(stream, SIZE * next++);
  }

  private static int three(byte[] bytes, int at) {
    return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
  }
}
