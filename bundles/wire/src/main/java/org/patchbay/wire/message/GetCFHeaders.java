package org.patchbay.wire.message;

import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Asks for filter headers (BIP157, protocol-facts §5.6). */
public record GetCFHeaders(int filterType, long startHeight, Hash256 stop) implements Message {
  /** Reads the payload. */
  public static GetCFHeaders read(WireReader in) throws MalformedException {
    return new GetCFHeaders(in.u8(), in.u32(), in.hash());
  }

  @Override
  public String command() {
    return "getcfheaders";
  }

  @Override
  public void write(WireWriter out) {
    out.u8(filterType).u32(startHeight).hash(stop);
  }
}
