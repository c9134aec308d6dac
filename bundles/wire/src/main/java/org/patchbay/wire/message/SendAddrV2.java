package org.patchbay.wire.message;

import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Addresses are wanted in the form of addrv2 (BIP155, protocol-facts §5.1). */
public record SendAddrV2() implements Message {
  /** The one value. */
  public static final SendAddrV2 INSTANCE = new SendAddrV2();

  /** Reads nothing; bytes that are there are ignored (protocol-facts §5.0). */
  public static SendAddrV2 read(WireReader in) {
    return INSTANCE;
  }

  @Override
  public String command() {
    return "sendaddrv2";
  }

  @Override
  public void write(WireWriter out) {}
}
