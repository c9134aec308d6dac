package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Offers transaction reconciliation (BIP330, protocol-facts §5.1). */
public record SendTxRcncl(long version, long salt) implements Message {
  /** Reads the payload. */
  public static SendTxRcncl read(WireReader in) throws MalformedException {
    return new SendTxRcncl(in.u32(), in.u64());
  }

  @Override
  public String command() {
    return "sendtxrcncl";
  }

  @Override
  public void write(WireWriter out) {
    out.u32(version).u64(salt);
  }
}
