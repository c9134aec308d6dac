package org.patchbay.wire;

/** SipHash-2-4 with a 64-bit result (protocol-facts §6.3). */
public final class SipHash {
  private SipHash() {}

  /** Over any bytes. */
  public static long hash(long k0, long k1, byte[] data) {
    return hash(k0, k1, data, 0, data.length);
  }

  /** Over part of an array. */
  public static long hash(long k0, long k1, byte[] data, int offset, int length) {
    State state = new State(k0, k1);
    int whole = length & ~7;
    for (int i = 0; i < whole; i += 8) {
      state.word(Bytes.i64(data, offset + i));
    }
    long last = (long) length << 56;
    for (int i = whole; i < length; i++) {
      last |= (data[offset + i] & 0xFFL) << (8 * (i - whole));
    }
    state.word(last);
    return state.end();
  }

  /** Over the 32 bytes of a hash. */
  public static long hash(long k0, long k1, Hash256 hash) {
    State state = new State(k0, k1);
    for (int i = 0; i < 4; i++) {
      state.word(hash.longAt(i));
    }
    state.word(32L << 56);
    return state.end();
  }

  /** Over 64-bit words, each as eight little-endian bytes. */
  public static long hash(long k0, long k1, long... words) {
    State state = new State(k0, k1);
    for (long word : words) {
      state.word(word);
    }
    state.word((long) (words.length * 8) << 56);
    return state.end();
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = 0x736f6d6570736575L ^ k0;
      v1 = 0x646f72616e646f6dL ^ k1;
      v2 = 0x6c7967656e657261L ^ k0;
      v3 = 0x7465646279746573L ^ k1;
    }

    void word(long m) {
      v3 ^= m;
      round();
      round();
      v0 ^= m;
    }

    long end() {
      v2 ^= 0xFF;
      for (int i = 0; i < 4; i++) {
        round();
      }
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
