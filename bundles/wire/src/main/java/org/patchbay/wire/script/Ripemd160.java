package org.patchbay.wire.script;

import org.patchbay.wire.Sha256;

/** RIPEMD-160, which the JDK lacks, and the hash of keys and scripts that ends in it. */
final class Ripemd160 {
  private static final int[] LEFT = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, //
    7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8, //
    3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12, //
    1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2, //
    4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13
  };
  private static final int[] RIGHT = {
    5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12, //
    6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2, //
    15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13, //
    8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14, //
    12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11
  };
  private static final int[] LEFT_TURNS = {
    11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8, //
    7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12, //
    11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5, //
    11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12, //
    9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6
  };
  private static final int[] RIGHT_TURNS = {
    8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6, //
    9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11, //
    9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5, //
    15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8, //
    8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11
  };
  private static final int[] LEFT_ADDED = {0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e};
  private static final int[] RIGHT_ADDED = {0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0};
  private static final int BLOCK = 64;

  private Ripemd160() {}

  /** RIPEMD-160 of SHA-256; 20 bytes. */
  static byte[] hash160(byte[] bytes) {
    return hash(Sha256.hash(bytes));
  }

  /** 20 bytes. */
  static byte[] hash(byte[] bytes) {
    int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    byte[] padded = padded(bytes);
    int[] words = new int[BLOCK / 4];
    for (int at = 0; at < padded.length; at += BLOCK) {
      for (int i = 0; i < words.length; i++) {
        words[i] = word(padded, at + 4 * i);
      }
      mix(state, words);
    }
    byte[] hash = new byte[20];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (state[i / 4] >>> 8 * (i % 4));
    }
    return hash;
  }

  private static byte[] padded(byte[] bytes) {
    byte[] padded = new byte[(bytes.length + 8) / BLOCK * BLOCK + BLOCK];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    padded[bytes.length] = (byte) 0x80;
    long bits = 8L * bytes.length;
    for (int i = 0; i < 8; i++) {
      padded[padded.length - 8 + i] = (byte) (bits >>> 8 * i);
    }
    return padded;
  }

  private static int word(byte[] bytes, int at) {
    return bytes[at] & 0xFF
        | (bytes[at + 1] & 0xFF) << 8
        | (bytes[at + 2] & 0xFF) << 16
        | (bytes[at + 3] & 0xFF) << 24;
  }

  private static void mix(int[] state, int[] words) {
    int[] left = line(state, words, LEFT, LEFT_TURNS, LEFT_ADDED, false);
    int[] right = line(state, words, RIGHT, RIGHT_TURNS, RIGHT_ADDED, true);
    int first = state[1] + left[2] + right[3];
    state[1] = state[2] + left[3] + right[4];
    state[2] = state[3] + left[4] + right[0];
    state[3] = state[4] + left[0] + right[1];
    state[4] = state[0] + left[1] + right[2];
    state[0] = first;
  }

  private static int[] line(
      int[] state, int[] words, int[] order, int[] turns, int[] added, boolean backwards) {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    for (int step = 0; step < 80; step++) {
      int round = step / 16;
      int mixed = function(backwards ? 4 - round : round, b, c, d);
      int sum = a + mixed + words[order[step]] + added[round];
      a = e;
      e = d;
      d = Integer.rotateLeft(c, 10);
      c = b;
      b = Integer.rotateLeft(sum, turns[step]) + a;
    }
    return new int[] {a, b, c, d, e};
  }

  private static int function(int number, int x, int y, int z) {
    return switch (number) {
      case 0 -> x ^ y ^ z;
      case 1 -> x & y | ~x & z;
      case 2 -> (x | ~y) ^ z;
      case 3 -> x & z | y & ~z;
      default -> x ^ (y | ~z);
    };
  }
}
