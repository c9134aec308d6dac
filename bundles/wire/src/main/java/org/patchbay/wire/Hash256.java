package org.patchbay.wire;

import java.util.HexFormat;

/**
 * 32 bytes of hash in internal order, shown in display order (reversed hex). Immutable. Ordered as
 * a little-endian number, which also keeps hash maps fast when a stranger chooses the bytes (see
 * {@link OutPoint}).
 */
public final class Hash256 implements Comparable<Hash256> {
  /** Length in bytes. */
  public static final int SIZE = 32;

  /** All bytes zero. */
  public static final Hash256 ZERO = new Hash256(0, 0, 0, 0);

  private final long w0;
  private final long w1;
  private final long w2;
  private final long w3;

  /** Of its four 64-bit little-endian words, the least significant first. */
  public Hash256(long w0, long w1, long w2, long w3) {
    this.w0 = w0;
    this.w1 = w1;
    this.w2 = w2;
    this.w3 = w3;
  }

  /** Of 32 bytes in internal order. */
  public static Hash256 of(byte[] internalOrder) {
    if (internalOrder.length != SIZE) {
      throw new IllegalArgumentException("length " + internalOrder.length + " (must be 32)");
    }
    return of(internalOrder, 0);
  }

  /** Of 32 bytes in internal order from an offset. */
  public static Hash256 of(byte[] bytes, int offset) {
    return new Hash256(
        Bytes.i64(bytes, offset),
        Bytes.i64(bytes, offset + 8),
        Bytes.i64(bytes, offset + 16),
        Bytes.i64(bytes, offset + 24));
  }

  /** Of 64 hex digits in display order. */
  public static Hash256 fromHex(String display) {
    byte[] bytes = HexFormat.of().parseHex(display);
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte swap = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swap;
    }
    return of(bytes);
  }

  /** Reads 32 bytes. */
  public static Hash256 read(WireReader in) throws MalformedException {
    return in.hash();
  }

  /** Writes 32 bytes. */
  public void write(WireWriter out) {
    out.hash(this);
  }

  /** 32 bytes in internal order. */
  public byte[] toBytes() {
    byte[] bytes = new byte[SIZE];
    copyTo(bytes, 0);
    return bytes;
  }

  /** Puts 32 bytes in internal order at an offset. */
  public void copyTo(byte[] bytes, int offset) {
    Bytes.putI64(bytes, offset, w0);
    Bytes.putI64(bytes, offset + 8, w1);
    Bytes.putI64(bytes, offset + 16, w2);
    Bytes.putI64(bytes, offset + 24, w3);
  }

  /** Little-endian word 0 (least significant) to 3. */
  public long longAt(int word) {
    return switch (word) {
      case 0 -> w0;
      case 1 -> w1;
      case 2 -> w2;
      case 3 -> w3;
      default -> throw new IndexOutOfBoundsException(word);
    };
  }

  @Override
  public int compareTo(Hash256 other) {
    int order = Long.compareUnsigned(w3, other.w3);
    if (order == 0) {
      order = Long.compareUnsigned(w2, other.w2);
    }
    if (order == 0) {
      order = Long.compareUnsigned(w1, other.w1);
    }
    return order == 0 ? Long.compareUnsigned(w0, other.w0) : order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash256 that
        && w0 == that.w0
        && w1 == that.w1
        && w2 == that.w2
        && w3 == that.w3;
  }

  @Override
  public int hashCode() {
    return (int) (w0 ^ (w0 >>> 32));
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(w3) + hex.toHexDigits(w2) + hex.toHexDigits(w1) + hex.toHexDigits(w0);
  }
}
