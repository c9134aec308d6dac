package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Addresses in the legacy form (protocol-facts §5.2). */
public record Addr(List<AddressEntry> entries) implements Message {
  /** Most entries of one message. */
  public static final int MAX_ENTRIES = 1000;

  /** Keeps its own list. */
  public Addr {
    entries = List.copyOf(entries);
  }

  /** Reads the payload. */
  public static Addr read(WireReader in) throws MalformedException {
    return new Addr(in.list(MAX_ENTRIES, AddressEntry.LEGACY_SIZE, AddressEntry::readLegacy));
  }

  @Override
  public String command() {
    return "addr";
  }

  @Override
  public void write(WireWriter out) {
    out.compactSize(entries.size());
    for (AddressEntry entry : entries) {
      entry.writeLegacy(out);
    }
  }
}
