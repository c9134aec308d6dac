package org.patchbay.wire;

/** MurmurHash3, 32 bits (protocol-facts §6.3). */
public final class Murmur3 {
  private Murmur3() {}

  /** Over any bytes. */
  public static int hash(int seed, byte[] data) {
    int h = seed;
    int whole = data.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      h ^= mix(Bytes.i32(data, i));
      h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
    }
    int tail = 0;
    for (int i = data.length - 1; i >= whole; i--) {
      tail = (tail << 8) | (data[i] & 0xFF);
    }
    if (whole < data.length) {
      h ^= mix(tail);
    }
    h ^= data.length;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  private static int mix(int k) {
    return Integer.rotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
  }
}
