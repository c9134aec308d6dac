package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Asks for what was announced (protocol-facts §5.3). */
public record GetData(List<Inventory> items) implements Message {
  /** Most entries of one message. */
  public static final int MAX_ENTRIES = 50_000;

  /** Keeps its own list. */
  public GetData {
    items = List.copyOf(items);
  }

  /** Reads the payload. */
  public static GetData read(WireReader in) throws MalformedException {
    return new GetData(in.list(MAX_ENTRIES, Inventory.SIZE, Inventory::read));
  }

  @Override
  public String command() {
    return "getdata";
  }

  @Override
  public void write(WireWriter out) {
    out.compactSize(items.size());
    for (Inventory entry : items) {
      entry.write(out);
    }
  }
}
