package org.patchbay.api.chain;

import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/** A stored header and its place. Immutable. */
@ProviderType
public interface HeaderView {
  /** The header. */
  BlockHeader header();

  /** Its hash. */
  Hash256 hash();

  /** Blocks before it on its chain. */
  int height();

  /** Work of its chain up to and including it. */
  UInt256 chainWork();

  /** Median time of it and the ten headers before it, in unix seconds. */
  long medianTime();
}
