package org.patchbay.wire.message;

import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Transactions are announced by wtxid (BIP339, protocol-facts §5.1). */
public record WtxidRelay() implements Message {
  /** The one value. */
  public static final WtxidRelay INSTANCE = new WtxidRelay();

  /** Reads nothing; bytes that are there are ignored (protocol-facts §5.0). */
  public static WtxidRelay read(WireReader in) {
    return INSTANCE;
  }

  @Override
  public String command() {
    return "wtxidrelay";
  }

  @Override
  public void write(WireWriter out) {}
}
