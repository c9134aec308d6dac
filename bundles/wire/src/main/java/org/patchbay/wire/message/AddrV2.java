package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Addresses of every network (BIP155, protocol-facts §5.2). Unknown networks are kept. */
public record AddrV2(List<AddressEntry> entries) implements Message {
  /** Most entries of one message. */
  public static final int MAX_ENTRIES = 1000;

  /** Keeps its own list. */
  public AddrV2 {
    entries = List.copyOf(entries);
  }

  /** Reads the payload. */
  public static AddrV2 read(WireReader in) throws MalformedException {
    return new AddrV2(in.list(MAX_ENTRIES, AddressEntry.MIN_V2_SIZE, AddressEntry::readV2));
  }

  @Override
  public String command() {
    return "addrv2";
  }

  @Override
  public void write(WireWriter out) {
    out.compactSize(entries.size());
    for (AddressEntry entry : entries) {
      entry.writeV2(out);
    }
  }
}
