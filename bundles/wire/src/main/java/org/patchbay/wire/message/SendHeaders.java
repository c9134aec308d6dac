package org.patchbay.wire.message;

import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Blocks are to be announced by headers (BIP130, protocol-facts §5.1). */
public record SendHeaders() implements Message {
  /** The one value. */
  public static final SendHeaders INSTANCE = new SendHeaders();

  /** Reads nothing; bytes that are there are ignored (protocol-facts §5.0). */
  public static SendHeaders read(WireReader in) {
    return INSTANCE;
  }

  @Override
  public String command() {
    return "sendheaders";
  }

  @Override
  public void write(WireWriter out) {}
}
