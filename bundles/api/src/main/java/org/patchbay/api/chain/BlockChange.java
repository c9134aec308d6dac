package org.patchbay.api.chain;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.Block;

/** The active chain moved by a bounded number of blocks. Immutable. */
@ProviderType
public interface BlockChange {
  /** Blocks that left the active chain, the highest first. */
  List<Block> disconnected();

  /** Blocks that joined it, the lowest first. */
  List<Block> connected();

  /** The tip after this change. */
  HeaderView tip();
}
