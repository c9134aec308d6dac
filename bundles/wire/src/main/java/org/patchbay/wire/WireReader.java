package org.patchbay.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads little-endian fields from a buffer that it neither copies nor outlives. Not thread-safe.
 * Whatever is missing or too much throws {@link MalformedException} before anything is allocated.
 */
public final class WireReader {
  private static final byte[] NOTHING = new byte[0];

  private final ByteBuffer in;

  /** Reads one element of a list. */
  @FunctionalInterface
  public interface Element<T> {
    /** From the reader's position on. */
    T read(WireReader in) throws MalformedException;
  }

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

  /** The double hash of the next n bytes, which stay to be read. */
  Hash256 doubleHashOfNext(int n) throws MalformedException {
    need(n);
    if (in.hasArray()) {
      int at = in.arrayOffset() + in.position();
      return Hash256.of(Sha256.doubleHash(in.array(), at, n));
    }
    return Hash256.of(Sha256.doubleHash(in.slice(in.position(), n)));
  }

  /** A copy of the bytes from an earlier position up to here. */
  byte[] copySince(int position) {
    byte[] copy = new byte[in.position() - position];
    in.get(position, copy);
    return copy;
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

  /** One byte; as in Bitcoin Core anything but 0 is true. */
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
    if (n == 0) {
      // A witness may have millions of empty items, a byte each on the wire.
      return NOTHING;
    }
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
   * A number of elements, all of which can be there.
   *
   * <p>Presence is checked before the limit, as Bitcoin Core reads a list whole before it judges
   * its length: a message cut short is malformed, not an offence.
   *
   * @param max more is {@link MalformedException.Kind#TOO_MANY}
   * @param minSize least bytes of one element; a count whose elements cannot be there is refused
   *     before anything is allocated for them
   */
  public int count(int max, int minSize) throws MalformedException {
    int count = present(CompactSize.readLength(this), minSize);
    if (count > max) {
      throw new MalformedException(
          MalformedException.Kind.TOO_MANY, count + " entries (max " + max + ")");
    }
    return count;
  }

  /** Hands a number of elements back when there are bytes for so many of at least a size. */
  public int present(int count, int minSize) throws MalformedException {
    if ((long) count * minSize > in.remaining()) {
      throw new MalformedException(
          count + " entries declared, " + in.remaining() + " bytes present");
    }
    return count;
  }

  /** A count as of {@link #count} and as many elements; immutable. */
  public <T> List<T> list(int max, int minSize, Element<T> element) throws MalformedException {
    return elements(count(max, minSize), element);
  }

  /** So many elements, whose count {@link #present} has seen; immutable. */
  @SuppressWarnings("unchecked")
  public <T> List<T> elements(int count, Element<T> element) throws MalformedException {
    Object[] elements = new Object[count];
    for (int i = 0; i < count; i++) {
      elements[i] = element.read(this);
    }
    return (List<T>) List.of(elements);
  }

  private void need(int n) throws MalformedException {
    if (n < 0 || in.remaining() < n) {
      throw new MalformedException("needs " + n + " bytes, has " + in.remaining());
    }
  }
}
