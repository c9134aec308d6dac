package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Offers package relay (BIP331 draft, protocol-facts §5.7). */
public record SendPackages(long bits) implements Message {
  /** Reads the payload. */
  public static SendPackages read(WireReader in) throws MalformedException {
    return new SendPackages(in.u64());
  }

  @Override
  public String command() {
    return "sendpackages";
  }

  @Override
  public void write(WireWriter out) {
    out.u64(bits);
  }
}
