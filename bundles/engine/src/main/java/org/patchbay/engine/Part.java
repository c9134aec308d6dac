package org.patchbay.engine;

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
