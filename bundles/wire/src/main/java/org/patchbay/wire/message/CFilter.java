package org.patchbay.wire.message;

import java.util.Arrays;
import java.util.Objects;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** A compact filter (BIP157, protocol-facts §5.6). */
public record CFilter(int filterType, Hash256 block, byte[] filter) implements Message {
  /** Reads the payload. */
  public static CFilter read(WireReader in) throws MalformedException {
    return new CFilter(in.u8(), in.hash(), in.varBytes(CompactSize.MAX_LENGTH));
  }

  @Override
  public String command() {
    return "cfilter";
  }

  @Override
  public void write(WireWriter out) {
    out.u8(filterType).hash(block).varBytes(filter);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CFilter that
        && filterType == that.filterType
        && block.equals(that.block)
        && Arrays.equals(filter, that.filter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(filterType, block, Arrays.hashCode(filter));
  }

  @Override
  public String toString() {
    return "CFilter[filterType="
        + filterType
        + ", block="
        + block
        + ", filter="
        + filter.length
        + " bytes]";
  }
}
