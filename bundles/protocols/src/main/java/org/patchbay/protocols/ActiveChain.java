package org.patchbay.protocols;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;

/**
 * The chain that this node answers for: connected blocks, or headers when it keeps no blocks.
 * Confined to the node loop.
 *
 * <p>Rule: whoever follows our headers asks for their blocks, so no header is given whose block is
 * not there. Where the last blocks alone are kept, what is before the first of them counts as
 * connected, for nobody may ask such a node for it (protocol-facts §14.9).
 */
final class ActiveChain {
  private final Chain chain;
  private final Blocks blocks;
  private Hash256 besidesTip;
  private Hash256 besidesBest;
  private List<HeaderView> besides = List.of();

  /** Of headers and blocks; {@code blocks} may be null. */
  ActiveChain(Chain chain, Blocks blocks) {
    this.chain = chain;
    this.blocks = blocks;
  }

  /** Whether this node has blocks at all. */
  boolean holdsBlocks() {
    return blocks != null && blocks.keep() > 0;
  }

  /** Its last header. */
  HeaderView tip() {
    return holdsBlocks() ? blocks.tip() : chain.tip();
  }

  /** Whether its work is enough to be the network's. */
  boolean hasMinimumWork() {
    return tip().chainWork().compareTo(chain.minimumWork()) >= 0;
  }

  /** Whether a stored header is part of it. */
  boolean contains(HeaderView header) {
    return at(header.height()).filter(at -> at.hash().equals(header.hash())).isPresent();
  }

  /** Its header at a height. */
  Optional<HeaderView> at(int height) {
    HeaderView tip = tip();
    if (height > tip.height()) {
      return Optional.empty();
    }
    List<HeaderView> branch = besides(tip);
    int first = tip.height() - branch.size() + 1;
    return height < first ? chain.header(height) : Optional.of(branch.get(height - first));
  }

  /**
   * What of this chain is not on the best header chain, the lowest first: nothing but while the
   * blocks of a better one are on their way. Gone through once for each pair of tips: strangers ask
   * for 2,000 headers with one short message, and a branch may be long.
   */
  private List<HeaderView> besides(HeaderView tip) {
    Hash256 best = chain.tip().hash();
    if (!tip.hash().equals(besidesTip) || !best.equals(besidesBest)) {
      Deque<HeaderView> branch = new ArrayDeque<>();
      HeaderView at = tip;
      while (!onBest(at)) {
        branch.addFirst(at);
        at = chain.header(at.header().previous()).orElseThrow();
      }
      besides = List.copyOf(branch);
      besidesTip = tip.hash();
      besidesBest = best;
    }
    return besides;
  }

  private boolean onBest(HeaderView header) {
    return chain.header(header.height()).filter(at -> at.hash().equals(header.hash())).isPresent();
  }

  /** Height of the first hash of a locator that is part of it; 0 when none is. */
  int forkHeight(List<Hash256> locator) {
    for (Hash256 hash : locator) {
      Optional<HeaderView> header = chain.header(hash);
      if (header.isPresent() && contains(header.get())) {
        return header.get().height();
      }
    }
    return 0;
  }

  /** As {@link Chain#after}, of this chain. */
  List<BlockHeader> after(List<Hash256> locator, Hash256 stop, int max) {
    if (!holdsBlocks()) {
      return chain.after(locator, stop, max);
    }
    if (locator.isEmpty()) {
      Optional<HeaderView> wanted = chain.header(stop);
      boolean ours = wanted.isPresent() && (contains(wanted.get()) || blocks.has(stop));
      return ours ? chain.after(locator, stop, max) : List.of();
    }
    HeaderView tip = tip();
    return onBest(tip) ? upTo(tip, chain.after(locator, stop, max)) : besides(locator, stop, max);
  }

  private List<BlockHeader> upTo(HeaderView tip, List<BlockHeader> headers) {
    if (headers.isEmpty()) {
      return headers;
    }
    BlockHeader last = headers.get(headers.size() - 1);
    int beyond = chain.header(last.hash()).orElseThrow().height() - tip.height();
    return beyond <= 0 ? headers : headers.subList(0, Math.max(0, headers.size() - beyond));
  }

  /** While the blocks of a better header chain are on their way, the one we have is told. */
  private List<BlockHeader> besides(List<Hash256> locator, Hash256 stop, int max) {
    List<BlockHeader> headers = new ArrayList<>();
    int height = forkHeight(locator) + 1;
    Optional<HeaderView> at = at(height);
    while (at.isPresent() && headers.size() < max) {
      headers.add(at.get().header());
      at = at.get().hash().equals(stop) ? Optional.empty() : at(++height);
    }
    return headers;
  }
}
