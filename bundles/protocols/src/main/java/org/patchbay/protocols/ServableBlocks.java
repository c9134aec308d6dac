package org.patchbay.protocols;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;

/**
 * Which blocks may be given to who names them (protocol-facts §14.6). Confined to the node loop.
 *
 * <p>Rule: those of the active chain, and those that were once part of it and are at most a month
 * behind our tip, by time and by work. Why: what was never connected was never checked whole, and
 * old stale blocks would tell which node this is. What left before the node started is not given.
 */
final class ServableBlocks {
  static final int MAX_LEFT = 288;

  private final Chain chain;
  private final ActiveChain active;
  private final Set<Hash256> left = new LinkedHashSet<>();

  ServableBlocks(Chain chain, ActiveChain active) {
    this.chain = chain;
    this.active = active;
  }

  void changed(BlockChange change) {
    for (Block block : change.disconnected()) {
      left.add(block.header().hash());
    }
    for (Iterator<Hash256> it = left.iterator(); left.size() > MAX_LEFT && it.hasNext(); ) {
      it.next();
      it.remove();
    }
  }

  boolean allows(HeaderView header) {
    return active.contains(header)
        || left.contains(header.hash()) && !chain.after(List.of(), header.hash(), 1).isEmpty();
  }
}
