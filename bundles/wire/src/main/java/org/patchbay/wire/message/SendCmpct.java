package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * How blocks may be sent compactly (BIP152, protocol-facts §5.1).
 *
 * @param announce 0 or 1; other values are an offence for the receiver to state
 * @param version only 2 has a meaning
 */
public record SendCmpct(int announce, long version) implements Message {
  /** Reads the payload. */
  public static SendCmpct read(WireReader in) throws MalformedException {
    return new SendCmpct(in.u8(), in.u64());
  }

  @Override
  public String command() {
    return "sendcmpct";
  }

  @Override
  public void write(WireWriter out) {
    out.u8(announce).u64(version);
  }
}
