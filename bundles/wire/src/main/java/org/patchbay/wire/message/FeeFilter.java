package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * The least fee rate worth announcing (BIP133, protocol-facts §5.1).
 *
 * @param satPerKvb satoshi per 1000 virtual bytes
 */
public record FeeFilter(long satPerKvb) implements Message {
  /** Reads the payload. */
  public static FeeFilter read(WireReader in) throws MalformedException {
    return new FeeFilter(in.i64());
  }

  @Override
  public String command() {
    return "feefilter";
  }

  @Override
  public void write(WireWriter out) {
    out.i64(satPerKvb);
  }
}
