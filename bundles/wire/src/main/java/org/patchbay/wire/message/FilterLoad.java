package org.patchbay.wire.message;

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
    int length = in.length(CompactSize.MAX_LENGTH);
    if (length > MAX_DATA) {
      throw new MalformedException(
          MalformedException.Kind.TOO_MANY,
          "filter of " + length + " bytes (max " + MAX_DATA + ")");
    }
    byte[] data = in.bytes(length);
    long hashFunctions = in.u32();
    if (Long.compareUnsigned(hashFunctions, MAX_HASH_FUNCTIONS) > 0) {
      throw new MalformedException(
          MalformedException.Kind.TOO_MANY,
          hashFunctions + " hash functions (max " + MAX_HASH_FUNCTIONS + ")");
    }
    return new FilterLoad(data, hashFunctions, in.u32(), in.u8());
  }

  @Override
  public String command() {
    return "filterload";
  }

  @Override
  public void write(WireWriter out) {
    out.varBytes(data).u32(hashFunctions).u32(tweak).u8(flags);
  }
}
