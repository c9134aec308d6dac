package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Asks for a package (BIP331 draft, protocol-facts §5.7). */
public record GetPkgTxns(List<Hash256> wtxids) implements Message {
  /** Keeps its own list. */
  public GetPkgTxns {
    wtxids = List.copyOf(wtxids);
  }

  /** Reads the payload. */
  public static GetPkgTxns read(WireReader in) throws MalformedException {
    return new GetPkgTxns(in.list(CompactSize.MAX_LENGTH, Hash256.SIZE, Hash256::read));
  }

  @Override
  public String command() {
    return "getpkgtxns";
  }

  @Override
  public void write(WireWriter out) {
    out.compactSize(wtxids.size());
    wtxids.forEach(out::hash);
  }
}
