package org.patchbay.engine;

import java.util.function.Predicate;
import org.patchbay.api.relay.Announcements;
import org.patchbay.wire.Hash256;

/** What one conversation says of its peer's part in relay. Confined to the node loop. */
final class Part implements Announcements {
  /** MAX_MONEY (protocol-facts §1.1): a filter beyond it is none (§5.1). */
  private static final long MAX_RATE = 2_100_000_000_000_000L;

  private final Conversation conversation;
  private final Peer peer;
  private final Announcer announcer;
  private Hearer own;
  private Predicate<Hash256> filter;

  Part(Conversation conversation, Peer peer, Announcer announcer) {
    this.conversation = conversation;
    this.peer = peer;
    this.announcer = announcer;
  }

  /** The peer's part while this conversation began it. */
  private Hearer hearer() {
    return conversation.live() && own != null && own == peer.hearer ? own : null;
  }

  @Override
  public void begin(boolean byWtxid) {
    if (!conversation.live()) {
      return;
    }
    if (hearer() != null) {
      own.byWtxid = byWtxid;
      return;
    }
    if (peer.hearer != null) {
      announcer.end(peer.hearer);
    }
    own = announcer.begin(peer, byWtxid);
  }

  @Override
  public void end() {
    if (filter != null && filter == peer.filter) {
      peer.filter = null;
    }
    if (own != null && own == peer.hearer) {
      announcer.end(own);
    }
    own = null;
  }

  @Override
  public void feeFilter(long rate) {
    Hearer hearer = hearer();
    if (hearer != null && rate >= 0 && rate <= MAX_RATE) {
      hearer.feeFilter = rate;
    }
  }

  /** Kept with the peer: who takes part in its name may begin only now. */
  @Override
  public void filter(Predicate<Hash256> passes) {
    if (conversation.live()) {
      peer.askForTransactions();
      filter = passes;
      peer.filter = passes;
    }
  }

  @Override
  public void knows(Hash256 id) {
    Hearer hearer = hearer();
    if (hearer != null) {
      announcer.index().knows(hearer, id);
    }
  }

  @Override
  public boolean servable(Hash256 id) {
    Hearer hearer = hearer();
    KnownItem item = hearer == null ? null : announcer.index().find(id);
    return item != null && item.offered != null && item.offered.sequence <= hearer.group.told;
  }

  @Override
  public void everything() {
    Hearer hearer = hearer();
    if (hearer != null) {
      announcer.everything(hearer);
    }
  }

  @Override
  public void announced(Hash256 block) {
    if (conversation.live()) {
      announcer.blocks().announced(block, peer.place());
    }
  }

  @Override
  public void requested(Hash256 id) {
    if (!conversation.live() || announcer.blocks().requested(id, peer.place())) {
      return;
    }
    KnownItem item = announcer.index().find(id);
    if (item != null && peer.hearer != null) {
      announcer.requested(peer.hearer, item);
    }
  }
}
