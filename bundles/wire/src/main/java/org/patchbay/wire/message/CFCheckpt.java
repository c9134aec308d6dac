package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Every thousandth filter header (BIP157, protocol-facts §5.6). */
public record CFCheckpt(int filterType, Hash256 stop, List<Hash256> headers) implements Message {
  /** Keeps its own list. */
  public CFCheckpt {
    headers = List.copyOf(headers);
  }

  /** Reads the payload. */
  public static CFCheckpt read(WireReader in) throws MalformedException {
    int filterType = in.u8();
    Hash256 stop = in.hash();
    List<Hash256> headers = in.list(CompactSize.MAX_LENGTH, Hash256.SIZE, Hash256::read);
    return new CFCheckpt(filterType, stop, headers);
  }

  @Override
  public String command() {
    return "cfcheckpt";
  }

  @Override
  public void write(WireWriter out) {
    out.u8(filterType).hash(stop).compactSize(headers.size());
    headers.forEach(out::hash);
  }
}
