package org.patchbay.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads little-endian fields from a buffer that it neither copies nor outlives. Not thread-safe.
 * Whatever is missing or too much throws {@link MalformedException} before anything is allocated.
 */
public final class WireReader {
  private final ByteBuffer in;

  /** Reads from position to limit of a buffer whose own position stays. */
  public WireReader(ByteBuffer bytes) {
    this.in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads an array. */
  public WireReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  /** Bytes not yet read. */
  public int remaining() {
    return in.remaining();
  }

  /** Bytes read so far. */
  public int position() {
    return in.position();
  }

  /** A read-only view of bytes from an earlier position up to here; shares memory. */
  public ByteBuffer since(int position) {
    return in.slice(position, in.position() - position).asReadOnlyBuffer();
  }

  /** One unsigned byte. */
  public int u8() throws MalformedException {
    need(1);
    return in.get() & 0xFF;
  }

  /** Two bytes. */
  public int u16() throws MalformedException {
    need(2);
    return in.getShort() & 0xFFFF;
  }

  /** Two bytes, big endian: ports. */
  public int u16be() throws MalformedException {
    need(2);
    return Short.reverseBytes(in.getShort()) & 0xFFFF;
  }

  /** Four bytes, signed. */
  public int i32() throws MalformedException {
    need(4);
    return in.getInt();
  }

  /** Four bytes, unsigned. */
  public long u32() throws MalformedException {
    return i32() & 0xFFFFFFFFL;
  }

  /** Eight bytes, signed. */
  public long i64() throws MalformedException {
    need(8);
    return in.getLong();
  }

  /** Eight bytes, to be taken as unsigned. */
  public long u64() throws MalformedException {
    return i64();
  }

  /** One byte that must be 0 or 1 or, as Bitcoin Core reads it, anything else for true. */
  public boolean bool() throws MalformedException {
    return u8() != 0;
  }

  /** 32 bytes. */
  public Hash256 hash() throws MalformedException {
    need(Hash256.SIZE);
    return new Hash256(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }

  /** Exactly n bytes, copied. */
  public byte[] bytes(int n) throws MalformedException {
    need(n);
    byte[] bytes = new byte[n];
    in.get(bytes);
    return bytes;
  }

  /** Passes over n bytes. */
  public void skip(int n) throws MalformedException {
    need(n);
    in.position(in.position() + n);
  }

  /** A length and as many bytes, copied. */
  public byte[] varBytes(int max) throws MalformedException {
    int length = length(max);
    return bytes(length);
  }

  /** A length and as many bytes as text, one character a byte. */
  public String string(int max) throws MalformedException {
    return new String(varBytes(max), StandardCharsets.ISO_8859_1);
  }

  /** Any variable-length integer. */
  public long compactSize() throws MalformedException {
    return CompactSize.read(this);
  }

  /** A length that is at most max and whose bytes are really there. */
  public int length(int max) throws MalformedException {
    int length = CompactSize.readLength(this);
    if (length > max) {
      throw new MalformedException("length " + length + " (max " + max + ")");
    }
    need(length);
    return length;
  }

  /**
   * A number of elements.
   *
   * @param max more is {@link MalformedException.Kind#TOO_MANY}
   * @param minSize least bytes of one element; a count whose elements cannot be there is refused
   *     before anything is allocated for them
   */
  public int count(int max, int minSize) throws MalformedException {
    int count = CompactSize.readLength(this);
    if (count > max) {
      throw new MalformedException(
          MalformedException.Kind.TOO_MANY, count + " entries (max " + max + ")");
    }
    if ((long) count * minSize > in.remaining()) {
      throw new MalformedException(
          count + " entries declared, " + in.remaining() + " bytes present");
    }
    return count;
  }

  private void need(int n) throws MalformedException {
    if (n < 0 || in.remaining() < n) {
      throw new MalformedException("needs " + n + " bytes, has " + in.remaining());
    }
  }
}
