package org.patchbay.wire.message;

import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Ends the handshake of its sender (protocol-facts §5.1). */
public record Verack() implements Message {
  /** The one value. */
  public static final Verack INSTANCE = new Verack();

  /** Reads nothing; bytes that are there are ignored (protocol-facts §5.0). */
  public static Verack read(WireReader in) {
    return INSTANCE;
  }

  @Override
  public String command() {
    return "verack";
  }

  @Override
  public void write(WireWriter out) {}
}
