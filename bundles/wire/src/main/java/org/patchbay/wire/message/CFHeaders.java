package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Filter hashes in a row (BIP157, protocol-facts §5.6). */
public record CFHeaders(
    int filterType, Hash256 stop, Hash256 previousHeader, List<Hash256> filterHashes)
    implements Message {
  /** Keeps its own list. */
  public CFHeaders {
    filterHashes = List.copyOf(filterHashes);
  }

  /** Reads the payload. */
  public static CFHeaders read(WireReader in) throws MalformedException {
    int filterType = in.u8();
    Hash256 stop = in.hash();
    Hash256 previousHeader = in.hash();
    List<Hash256> filterHashes = in.list(CompactSize.MAX_LENGTH, Hash256.SIZE, Hash256::read);
    return new CFHeaders(filterType, stop, previousHeader, filterHashes);
  }

  @Override
  public String command() {
    return "cfheaders";
  }

  @Override
  public void write(WireWriter out) {
    out.u8(filterType).hash(stop).hash(previousHeader).compactSize(filterHashes.size());
    filterHashes.forEach(out::hash);
  }
}
