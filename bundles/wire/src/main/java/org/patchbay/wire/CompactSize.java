package org.patchbay.wire;

/** The variable-length integer of the protocol (protocol-facts §1.2). */
public final class CompactSize {
  /** Largest value accepted as a length. */
  public static final int MAX_LENGTH = 0x02000000;

  private CompactSize() {}

  /** Bytes its encoding takes: 1, 3, 5 or 9. */
  public static int sizeOf(long value) {
    if (value >= 0 && value < 253) {
      return 1;
    }
    if (value >= 0 && value <= 0xFFFF) {
      return 3;
    }
    return value >= 0 && value <= 0xFFFFFFFFL ? 5 : 9;
  }

  /** Reads any value (unsigned), refusing encodings that are not minimal. */
  public static long read(WireReader in) throws MalformedException {
    int first = in.u8();
    long value;
    long least;
    switch (first) {
      case 0xFD -> {
        value = in.u16();
        least = 253;
      }
      case 0xFE -> {
        value = in.u32();
        least = 0x10000;
      }
      case 0xFF -> {
        value = in.u64();
        least = 0x100000000L;
      }
      default -> {
        return first;
      }
    }
    if (Long.compareUnsigned(value, least) < 0) {
      throw new MalformedException("size " + Long.toUnsignedString(value) + " not minimal");
    }
    return value;
  }

  /** Reads a value used as a length: at most {@link #MAX_LENGTH}. */
  public static int readLength(WireReader in) throws MalformedException {
    long value = read(in);
    if (Long.compareUnsigned(value, MAX_LENGTH) > 0) {
      throw new MalformedException(
          "length " + Long.toUnsignedString(value) + " (max " + MAX_LENGTH + ")");
    }
    return (int) value;
  }
}
