package org.patchbay.wire.message;

import java.util.Arrays;
import java.util.Objects;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Sets a bloom filter (BIP37, protocol-facts §5.5). */
public record FilterLoad(byte[] data, long hashFunctions, long tweak, int flags)
    implements Message {
  /** Most bytes of a filter. */
  public static final int MAX_DATA = 36_000;

  /** Most hash functions. */
  public static final int MAX_HASH_FUNCTIONS = 50;

  /** Reads the payload. */
  public static FilterLoad read(WireReader in) throws MalformedException {
    FilterLoad filter =
        new FilterLoad(in.varBytes(CompactSize.MAX_LENGTH), in.u32(), in.u32(), in.u8());
    if (filter.data.length > MAX_DATA) {
      throw new MalformedException(
          MalformedException.Kind.TOO_MANY,
          "filter of " + filter.data.length + " bytes (max " + MAX_DATA + ")");
    }
    if (filter.hashFunctions > MAX_HASH_FUNCTIONS) {
      throw new MalformedException(
          MalformedException.Kind.TOO_MANY,
          filter.hashFunctions + " hash functions (max " + MAX_HASH_FUNCTIONS + ")");
    }
    return filter;
  }

  @Override
  public String command() {
    return "filterload";
  }

  @Override
  public void write(WireWriter out) {
    out.varBytes(data).u32(hashFunctions).u32(tweak).u8(flags);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilterLoad that
        && Arrays.equals(data, that.data)
        && hashFunctions == that.hashFunctions
        && tweak == that.tweak
        && flags == that.flags;
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(data), hashFunctions, tweak, flags);
  }

  @Override
  public String toString() {
    return "FilterLoad[data="
        + data.length
        + " bytes, hashFunctions="
        + hashFunctions
        + ", tweak="
        + tweak
        + ", flags="
        + flags
        + "]";
  }
}
