package org.patchbay.wire.message;

import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Asks for addresses (protocol-facts §5.2). */
public record GetAddr() implements Message {
  /** The one value. */
  public static final GetAddr INSTANCE = new GetAddr();

  /** Reads nothing; bytes that are there are ignored (protocol-facts §5.0). */
  public static GetAddr read(WireReader in) {
    return INSTANCE;
  }

  @Override
  public String command() {
    return "getaddr";
  }

  @Override
  public void write(WireWriter out) {}
}
