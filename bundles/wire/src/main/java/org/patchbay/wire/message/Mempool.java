package org.patchbay.wire.message;

import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Asks for the content of the memory pool (BIP35, protocol-facts §5.3). */
public record Mempool() implements Message {
  /** The one value. */
  public static final Mempool INSTANCE = new Mempool();

  /** Reads nothing; bytes that are there are ignored (protocol-facts §5.0). */
  public static Mempool read(WireReader in) {
    return INSTANCE;
  }

  @Override
  public String command() {
    return "mempool";
  }

  @Override
  public void write(WireWriter out) {}
}
