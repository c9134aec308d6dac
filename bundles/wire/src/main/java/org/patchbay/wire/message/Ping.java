package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * Asks for a pong with the same nonce (BIP31, protocol-facts §5.1). A payload without a nonce, as
 * before BIP31, reads as nonce 0.
 */
public record Ping(long nonce) implements Message {
  /** Reads the payload. */
  public static Ping read(WireReader in) throws MalformedException {
    return new Ping(in.remaining() == 0 ? 0 : in.u64());
  }

  @Override
  public String command() {
    return "ping";
  }

  @Override
  public void write(WireWriter out) {
    out.u64(nonce);
  }
}
