package org.patchbay.sim;

import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/** A header and its place, as a test says. Immutable. */
public record FakeHeaderView(BlockHeader header, int height, UInt256 chainWork, long medianTime)
    implements HeaderView {
  @Override
  public Hash256 hash() {
    return header.hash();
  }
}
