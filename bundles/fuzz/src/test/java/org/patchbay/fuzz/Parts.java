package org.patchbay.fuzz;

import java.util.Arrays;

/** An input taken apart: numbers and pieces, as many as are there. Not thread-safe. */
public final class Parts {
  private final byte[] input;
  private int at;

  /** From the first byte on. */
  public Parts(byte[] input) {
    this.input = input;
  }

  /** Whether something is left. */
  public boolean more() {
    return at < input.length;
  }

  /** The next byte, 0 to 255; 0 at the end. */
  public int next() {
    return more() ? input[at++] & 0xff : 0;
  }

  /** A piece with its length in two bytes before it, little endian; shorter at the end. */
  public byte[] piece() {
    int length = next() | next() << 8;
    int end = Math.min(input.length, at + length);
    byte[] piece = Arrays.copyOfRange(input, at, end);
    at = end;
    return piece;
  }

  /** All that is left. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(input, at, input.length);
    at = input.length;
    return rest;
  }
}
