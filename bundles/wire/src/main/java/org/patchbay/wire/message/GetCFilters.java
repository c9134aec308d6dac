package org.patchbay.wire.message;

import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Asks for compact filters (BIP157, protocol-facts §5.6). */
public record GetCFilters(int filterType, long startHeight, Hash256 stop) implements Message {
  /** Reads the payload. */
  public static GetCFilters read(WireReader in) throws MalformedException {
    return new GetCFilters(in.u8(), in.u32(), in.hash());
  }

  @Override
  public String command() {
    return "getcfilters";
  }

  @Override
  public void write(WireWriter out) {
    out.u8(filterType).u32(startHeight).hash(stop);
  }
}
