package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/**
 * Asks for block hashes after a locator (protocol-facts §5.3).
 *
 * @param version ignored by receivers
 * @param stop the last hash wanted; zero for as many as fit
 */
public record GetBlocks(long version, List<Hash256> locator, Hash256 stop) implements Message {
  /**
   * Most hashes of a locator. A longer one is read all the same: who serves it drops the connection
   * (protocol-facts §11.3).
   */
  public static final int MAX_LOCATOR = 101;

  /** Keeps its own list. */
  public GetBlocks {
    locator = List.copyOf(locator);
  }

  /** Reads the payload. */
  public static GetBlocks read(WireReader in) throws MalformedException {
    long version = in.u32();
    List<Hash256> locator = in.list(CompactSize.MAX_LENGTH, Hash256.SIZE, Hash256::read);
    return new GetBlocks(version, locator, in.hash());
  }

  @Override
  public String command() {
    return "getblocks";
  }

  @Override
  public void write(WireWriter out) {
    out.u32(version).compactSize(locator.size());
    locator.forEach(out::hash);
    out.hash(stop);
  }
}
