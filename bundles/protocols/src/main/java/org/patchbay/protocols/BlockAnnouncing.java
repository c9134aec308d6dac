package org.patchbay.protocols;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Session;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.SendHeaders;

/**
 * Tells one peer of a new tip (protocol-facts §14.8). Confined to the node loop.
 *
 * <p>Rule: who asked for headers gets up to 8 of them, when they connect to something it has;
 * others get an inv of the tip. A node without blocks sends that inv only to who serves no blocks
 * itself: a full node asks for the block, and some end the connection when the answer does not
 * come. A header does no such harm.
 */
final class BlockAnnouncing {
  static final int MAX_HEADERS = 8;

  private final Session session;
  private final Chain chain;
  private final ActiveChain active;
  private final BooleanSupplier allowed;
  private final PeerChain known;
  private boolean wantsHeaders;
  private boolean due;

  /** Announces to one peer while {@code allowed}. */
  BlockAnnouncing(
      Session session, Chain chain, ActiveChain active, PeerChain known, BooleanSupplier allowed) {
    this.session = session;
    this.chain = chain;
    this.active = active;
    this.known = known;
    this.allowed = allowed;
  }

  void begin() {
    PeerView peer = session.peer();
    wantsHeaders =
        peer.features().contains("sendheaders") || peer.received().containsKey("sendheaders");
    session.on(SendHeaders.class, message -> wantsHeaders = true);
  }

  /** Waits for the end of this turn: several changes are one announcement, and none goes back. */
  void tipChanged() {
    if (!due && allowed.getAsBoolean()) {
      due = true;
      session.after(Duration.ZERO, this::announce);
    }
  }

  private void announce() {
    due = false;
    HeaderView tip = active.tip();
    known.resolve();
    if (known.has(tip)) {
      return;
    }
    Optional<List<BlockHeader>> headers = wantsHeaders ? connected(tip) : Optional.empty();
    if (headers.isPresent()) {
      session.send(new Headers(headers.get()));
      known.gave(tip);
    } else if (active.holdsBlocks() || !servesBlocks(session.peer())) {
      session.send(new Inv(List.of(new Inventory(Inventory.BLOCK, tip.hash()))));
    } else {
      return;
    }
    session.announcements().announced(tip.hash());
  }

  private static boolean servesBlocks(PeerView peer) {
    return (peer.services() & (Services.NETWORK | Services.NETWORK_LIMITED)) != 0;
  }

  /** Headers up to the tip, oldest first, the first of which follows one that the peer has. */
  private Optional<List<BlockHeader>> connected(HeaderView tip) {
    Deque<BlockHeader> headers = new ArrayDeque<>();
    Optional<HeaderView> at = Optional.of(tip);
    while (at.isPresent() && headers.size() <= MAX_HEADERS) {
      if (known.has(at.get())) {
        return Optional.of(new ArrayList<>(headers));
      }
      headers.addFirst(at.get().header());
      at = chain.header(at.get().header().previous());
    }
    return Optional.empty();
  }
}
