package org.patchbay.wire.message;

import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Asks for every thousandth filter header (BIP157, protocol-facts §5.6). */
public record GetCFCheckpt(int filterType, Hash256 stop) implements Message {
  /** Reads the payload. */
  public static GetCFCheckpt read(WireReader in) throws MalformedException {
    return new GetCFCheckpt(in.u8(), in.hash());
  }

  @Override
  public String command() {
    return "getcfcheckpt";
  }

  @Override
  public void write(WireWriter out) {
    out.u8(filterType).hash(stop);
  }
}
