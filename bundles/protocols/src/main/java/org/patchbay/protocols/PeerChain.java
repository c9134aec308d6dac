package org.patchbay.protocols;

import java.util.Optional;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.wire.Hash256;

/**
 * What one peer is known to have of the chain (protocol-facts §14.1). Confined to the node loop.
 */
final class PeerChain {
  /** How far back a branch is followed to where it left the best chain. */
  private static final int LONGEST_BRANCH = 288;

  private final Chain chain;
  private Optional<HeaderView> best = Optional.empty();
  private Optional<HeaderView> sent = Optional.empty();
  private Optional<Hash256> unresolved = Optional.empty();

  PeerChain(Chain chain) {
    this.chain = chain;
  }

  /** The header with the most work that the peer told us of. */
  Optional<HeaderView> best() {
    return best;
  }

  /** The peer told us of this header; answers whether it is its best now. */
  boolean told(HeaderView header) {
    if (best.isPresent() && best.get().chainWork().compareTo(header.chainWork()) >= 0) {
      return false;
    }
    best = Optional.of(header);
    return true;
  }

  /** The peer told us of a hash, which may become known later; answers as {@link #told}. */
  boolean announced(Hash256 hash) {
    boolean improved = resolve();
    Optional<HeaderView> header = chain.header(hash);
    if (header.isPresent()) {
      return told(header.get()) || improved;
    }
    unresolved = Optional.of(hash);
    return improved;
  }

  /** Looks again for the last unknown hash; answers as {@link #told}. */
  boolean resolve() {
    Optional<HeaderView> header = unresolved.flatMap(chain::header);
    if (header.isEmpty()) {
      return false;
    }
    unresolved = Optional.empty();
    return told(header.get());
  }

  /** We gave it everything up to this header. */
  void gave(HeaderView header) {
    sent = Optional.of(header);
  }

  /**
   * Whether the peer has a header of the best chain: told us of it, or of a later one, or got it.
   */
  boolean has(HeaderView onBestChain) {
    return best.filter(header -> reaches(header, onBestChain)).isPresent()
        || sent.filter(header -> reaches(header, onBestChain)).isPresent();
  }

  /** Height of the last block of ours that it has; -1 where nothing is known of it. */
  int common(ActiveChain active) {
    Optional<HeaderView> at = best;
    for (int i = 0; i < LONGEST_BRANCH && at.isPresent(); i++) {
      HeaderView header = at.get();
      if (active.contains(header)) {
        return header.height();
      } else if (isOnBestChain(header)) {
        return Math.min(header.height(), active.tip().height());
      }
      at = chain.header(header.header().previous());
    }
    return -1;
  }

  private boolean isOnBestChain(HeaderView header) {
    return chain
        .header(header.height())
        .filter(main -> main.hash().equals(header.hash()))
        .isPresent();
  }

  private boolean reaches(HeaderView from, HeaderView onBestChain) {
    Optional<HeaderView> at = Optional.of(from);
    for (int i = 0; i < LONGEST_BRANCH && at.isPresent(); i++) {
      HeaderView header = at.get();
      if (header.height() < onBestChain.height()) {
        return false;
      }
      Optional<HeaderView> main = chain.header(header.height());
      if (main.isPresent() && main.get().hash().equals(header.hash())) {
        return true;
      }
      at = chain.header(header.header().previous());
    }
    return false;
  }
}
