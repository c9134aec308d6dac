package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Answers a ping (BIP31, protocol-facts §5.1). A payload shorter than a nonce reads as nonce 0. */
public record Pong(long nonce) implements Message {
  /** Reads the payload. */
  public static Pong read(WireReader in) throws MalformedException {
    return new Pong(in.remaining() < 8 ? 0 : in.u64());
  }

  @Override
  public String command() {
    return "pong";
  }

  @Override
  public void write(WireWriter out) {
    out.u64(nonce);
  }
}
