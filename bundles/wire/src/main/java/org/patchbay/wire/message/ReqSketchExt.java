package org.patchbay.wire.message;

import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Asks for a longer sketch (BIP330 draft, protocol-facts §5.7). */
public record ReqSketchExt() implements Message {
  /** The one value. */
  public static final ReqSketchExt INSTANCE = new ReqSketchExt();

  /** Reads nothing; bytes that are there are ignored (protocol-facts §5.0). */
  public static ReqSketchExt read(WireReader in) {
    return INSTANCE;
  }

  @Override
  public String command() {
    return "reqsketchext";
  }

  @Override
  public void write(WireWriter out) {}
}
