package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Begins a reconciliation (BIP330 draft, protocol-facts §5.7). */
public record ReqRecon(int setSize, int q) implements Message {
  /** Reads the payload. */
  public static ReqRecon read(WireReader in) throws MalformedException {
    return new ReqRecon(in.u16(), in.u16());
  }

  @Override
  public String command() {
    return "reqrecon";
  }

  @Override
  public void write(WireWriter out) {
    out.u16(setSize).u16(q);
  }
}
