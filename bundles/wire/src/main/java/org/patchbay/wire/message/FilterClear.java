package org.patchbay.wire.message;

import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Takes a bloom filter away (BIP37, protocol-facts §5.5). */
public record FilterClear() implements Message {
  /** The one value. */
  public static final FilterClear INSTANCE = new FilterClear();

  /** Reads nothing; bytes that are there are ignored (protocol-facts §5.0). */
  public static FilterClear read(WireReader in) {
    return INSTANCE;
  }

  @Override
  public String command() {
    return "filterclear";
  }

  @Override
  public void write(WireWriter out) {}
}
