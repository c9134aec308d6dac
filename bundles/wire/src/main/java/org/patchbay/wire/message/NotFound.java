package org.patchbay.wire.message;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** What was asked for and is not there (protocol-facts §5.3). */
public record NotFound(List<Inventory> items) implements Message {
  /** Most entries of one message. */
  public static final int MAX_ENTRIES = 50_000;

  /** Keeps its own list. */
  public NotFound {
    items = List.copyOf(items);
  }

  /** Reads the payload. */
  public static NotFound read(WireReader in) throws MalformedException {
    int count = in.count(MAX_ENTRIES, Inventory.SIZE);
    List<Inventory> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(Inventory.read(in));
    }
    return new NotFound(items);
  }

  @Override
  public String command() {
    return "notfound";
  }

  @Override
  public void write(WireWriter out) {
    out.compactSize(items.size());
    for (Inventory entry : items) {
      entry.write(out);
    }
  }
}
