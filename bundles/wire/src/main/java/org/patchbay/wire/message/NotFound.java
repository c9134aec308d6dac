package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** What was asked for and is not there (protocol-facts §5.3). */
public record NotFound(List<Inventory> items) implements Message {
  /** Most entries of one message; too many are ignored, not an offence. */
  public static final int MAX_ENTRIES = 50_000;

  /** Keeps its own list. */
  public NotFound {
    items = List.copyOf(items);
  }

  /** Reads the payload. */
  public static NotFound read(WireReader in) throws MalformedException {
    int count = in.count(CompactSize.MAX_LENGTH, Inventory.SIZE);
    if (count > MAX_ENTRIES) {
      throw new MalformedException(count + " entries (max " + MAX_ENTRIES + ")");
    }
    return new NotFound(in.elements(count, Inventory::read));
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
