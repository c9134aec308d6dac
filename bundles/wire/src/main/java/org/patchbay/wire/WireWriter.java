package org.patchbay.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes little-endian fields to an array that grows. Not thread-safe. */
public final class WireWriter {
  private byte[] bytes;
  private int size;

  /** With room for small messages. */
  public WireWriter() {
    this(64);
  }

  /** With room for so many bytes before it grows. */
  public WireWriter(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** One byte. */
  public WireWriter u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** One byte, 1 for true. */
  public WireWriter bool(boolean value) {
    return u8(value ? 1 : 0);
  }

  /** Two bytes. */
  public WireWriter u16(int value) {
    u8(value);
    return u8(value >>> 8);
  }

  /** Two bytes, big endian. */
  public WireWriter u16be(int value) {
    u8(value >>> 8);
    return u8(value);
  }

  /** Four bytes. */
  public WireWriter i32(int value) {
    room(4);
    Bytes.putI32(bytes, size, value);
    size += 4;
    return this;
  }

  /** Four bytes, unsigned. */
  public WireWriter u32(long value) {
    return i32((int) value);
  }

  /** Eight bytes. */
  public WireWriter i64(long value) {
    room(8);
    Bytes.putI64(bytes, size, value);
    size += 8;
    return this;
  }

  /** Eight bytes, unsigned. */
  public WireWriter u64(long value) {
    return i64(value);
  }

  /** 32 bytes. */
  public WireWriter hash(Hash256 hash) {
    room(Hash256.SIZE);
    hash.copyTo(bytes, size);
    size += Hash256.SIZE;
    return this;
  }

  /** The bytes alone. */
  public WireWriter bytes(byte[] value) {
    return bytes(value, 0, value.length);
  }

  /** Some of the bytes alone. */
  public WireWriter bytes(byte[] value, int offset, int length) {
    room(length);
    System.arraycopy(value, offset, bytes, size, length);
    size += length;
    return this;
  }

  /** What remains of a buffer, whose position is left alone. */
  public WireWriter bytes(ByteBuffer value) {
    int length = value.remaining();
    room(length);
    value.duplicate().get(bytes, size, length);
    size += length;
    return this;
  }

  /** A length and the bytes. */
  public WireWriter varBytes(byte[] value) {
    return compactSize(value.length).bytes(value);
  }

  /** A length and the text, one byte a character. */
  public WireWriter string(String value) {
    return varBytes(value.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A variable-length integer. */
  public WireWriter compactSize(long value) {
    return switch (CompactSize.sizeOf(value)) {
      case 1 -> u8((int) value);
      case 3 -> u8(0xFD).u16((int) value);
      case 5 -> u8(0xFE).u32(value);
      default -> u8(0xFF).u64(value);
    };
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** What was written, sharing memory: write nothing more. */
  public ByteBuffer toByteBuffer() {
    return ByteBuffer.wrap(bytes, 0, size);
  }

  private void room(int n) {
    if (bytes.length - size < n) {
      bytes = Arrays.copyOf(bytes, Math.max(size + n, Math.multiplyExact(bytes.length, 2) + 16));
    }
  }
}
