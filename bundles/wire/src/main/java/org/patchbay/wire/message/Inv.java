package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Announces (protocol-facts §5.3). */
public record Inv(List<Inventory> items) implements Message {
  /** Most entries of one message. */
  public static final int MAX_ENTRIES = 50_000;

  /** Keeps its own list. */
  public Inv {
    items = List.copyOf(items);
  }

  /** Reads the payload. */
  public static Inv read(WireReader in) throws MalformedException {
    return new Inv(in.list(MAX_ENTRIES, Inventory.SIZE, Inventory::read));
  }

  @Override
  public String command() {
    return "inv";
  }

  @Override
  public void write(WireWriter out) {
    out.compactSize(items.size());
    for (Inventory entry : items) {
      entry.write(out);
    }
  }
}
