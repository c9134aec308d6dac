package org.patchbay.protocols;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.mempool.Mempool.Verdict;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;

/**
 * Fetches transactions from all peers together: what is known, who is asked, what became of it
 * (protocol-facts §13.3, §13.4). Confined to the node loop.
 */
final class TxDownload {
  private final Mempool mempool;
  private final Blocks blocks;
  private final Loop loop;
  private final TxRequests requests;
  private final TxFilters filters;
  private final Orphanage orphanage;
  private Cancellable timer = () -> {};
  private long wakeAt = Long.MAX_VALUE;
  private boolean pumping;
  private boolean ended;

  TxDownload(Mempool mempool, Blocks blocks, Loop loop) {
    this.mempool = mempool;
    this.blocks = blocks;
    this.loop = loop;
    this.requests = new TxRequests(loop.random());
    this.filters = new TxFilters(loop.random());
    this.orphanage = new Orphanage(loop.random());
  }

  /** What became of a received transaction. */
  enum Outcome {
    /** It is in the pool now. */
    ACCEPTED,
    /** It was refused. */
    REFUSED,
    /** It is known, or waits for its parents. */
    SETTLED
  }

  /**
   * An outcome with its reason.
   *
   * @param reason why it was refused, in Bitcoin Core's words; else empty
   */
  record Received(Outcome outcome, String reason) {
    private static final Received ACCEPTED = new Received(Outcome.ACCEPTED, "");
    private static final Received SETTLED = new Received(Outcome.SETTLED, "");
  }

  /** What became of an orphan. */
  record Looked(Transaction tx, Received received) {}

  Mempool pool() {
    return mempool;
  }

  TxRequests requests() {
    return requests;
  }

  /** During the initial download transactions are not looked at (§5.4). */
  boolean idle() {
    return blocks.initialDownload();
  }

  /** Whether an announced transaction need not be asked for (§13.3). */
  boolean has(Hash256 id, boolean byWtxid) {
    return orphanage.get(id) != null
        || filters.refused(id)
        || filters.reconsiderable(id)
        || filters.confirmed(id)
        || (byWtxid ? mempool.byWtxid(id) : mempool.byTxid(id)).isPresent();
  }

  /** A peer has a transaction; answers false when too much is tracked of it. */
  boolean announced(TxAnnouncer peer, Hash256 id, boolean byWtxid, long now) {
    Orphan orphan = orphanage.get(id);
    if (orphan != null) {
      keep(orphan.tx, orphan.missing, peer);
      return true;
    }
    return has(id, byWtxid) || requests.announced(peer, id, byWtxid, now);
  }

  /** A peer is gone. */
  void leave(TxAnnouncer peer) {
    requests.leave(peer);
    orphanage.leave(peer);
    pump();
  }

  /** What a peer is asked for now, in the order in which it announced. */
  List<Inventory> take(TxAnnouncer peer, long now) {
    return requests.take(peer, now, this::has);
  }

  /** A peer sent a transaction, asked or not. */
  Received receive(Transaction tx, TxAnnouncer from) {
    Hash256 txid = tx.txid();
    Hash256 wtxid = tx.wtxid();
    TxAnnouncement first = first(txid, wtxid);
    requests.responded(from, wtxid);
    if (tx.hasWitness()) {
      requests.responded(from, txid);
    }
    if (has(wtxid, true)) {
      Orphan orphan = orphanage.get(wtxid);
      if (orphan != null) {
        keep(orphan.tx, orphan.missing, from);
      }
      requests.forget(wtxid);
      return Received.SETTLED;
    }
    requests.announcers(wtxid, peer -> peer.owner.has(tx));
    if (tx.hasWitness()) {
      requests.announcers(txid, peer -> peer.owner.has(tx));
    }
    Verdict verdict = mempool.offer(tx);
    if (verdict.kind() == Mempool.Kind.ACCEPTED && first != null) {
      first.by.owner.wasFirst();
    }
    return verdict.kind() == Mempool.Kind.MISSING_PARENTS
        ? withoutParents(tx, verdict, from)
        : conclude(tx, verdict);
  }

  /** Who announced it first, by either id, and was not asked in vain; null for nobody. */
  private TxAnnouncement first(Hash256 txid, Hash256 wtxid) {
    TxAnnouncement one = requests.first(wtxid);
    TxAnnouncement other = requests.first(txid);
    return one == null || other != null && other.sequence < one.sequence ? other : one;
  }

  /** What follows from a verdict that is not about parents. */
  private Received conclude(Transaction tx, Verdict verdict) {
    if (verdict.kind() == Mempool.Kind.WITNESS_STRIPPED) {
      // Others may have the witness: who announced the same txid is still asked.
      return new Received(Outcome.REFUSED, verdict.reason());
    }
    requests.forget(tx.wtxid());
    orphanage.erase(tx.wtxid());
    return switch (verdict.kind()) {
      case ACCEPTED -> {
        requests.forget(tx.txid());
        arrived(tx);
        yield Received.ACCEPTED;
      }
      case REJECTED -> {
        filters.refuse(tx.wtxid());
        yield new Received(Outcome.REFUSED, verdict.reason());
      }
      case RECONSIDERABLE -> {
        filters.reconsider(tx.wtxid());
        yield new Received(Outcome.REFUSED, verdict.reason());
      }
      case KNOWN, MISSING_PARENTS, WITNESS_STRIPPED -> Received.SETTLED;
    };
  }

  private void arrived(Transaction parent) {
    orphanage.parentArrived(parent).forEach(peer -> peer.owner.work());
  }

  /**
   * Rule (§13.5): not kept when a parent was refused, or more than one may be taken another time;
   * then the txid is remembered too, because no other witness would help.
   */
  private Received withoutParents(Transaction tx, Verdict verdict, TxAnnouncer from) {
    int reconsiderable = 0;
    for (Hash256 parent : verdict.missing()) {
      reconsiderable += filters.reconsiderable(parent) ? 1 : 0;
      if (filters.refused(parent) || reconsiderable > 1) {
        filters.refuse(tx.wtxid());
        filters.refuse(tx.txid());
        requests.forget(tx.wtxid());
        requests.forget(tx.txid());
        return new Received(Outcome.REFUSED, "parent " + parent + " was refused");
      }
    }
    Set<TxAnnouncer> peers = new LinkedHashSet<>();
    peers.add(from);
    peers.addAll(requests.candidates(tx.wtxid()));
    peers.addAll(requests.candidates(tx.txid()));
    requests.forget(tx.wtxid());
    requests.forget(tx.txid());
    peers.forEach(peer -> keep(tx, verdict.missing(), peer));
    return Received.SETTLED;
  }

  /** Keeps an orphan of a peer and asks it for the parents, by txid as if it had announced them. */
  private void keep(Transaction tx, List<Hash256> parents, TxAnnouncer peer) {
    Orphan known = orphanage.get(tx.wtxid());
    if (known != null && known.by(peer) != null
        || !peer.traits.unlimited() && peer.tracked() + parents.size() > TxRequests.MAX_TRACKED) {
      return;
    }
    orphanage.add(tx, parents, peer);
    if (orphanage.get(tx.wtxid()) == null) {
      return;
    }
    Lines.orphan(peer.traits.id(), tx, parents.size(), orphanage.size());
    long now = loop.now();
    for (Hash256 parent : parents) {
      if (!has(parent, false)) {
        requests.announced(peer, parent, false, now);
      }
    }
  }

  /**
   * Looks again at one orphan in a peer's turn.
   *
   * @return what became of it; empty when there was none
   */
  Optional<Looked> lookAgain(TxAnnouncer peer) {
    Orphan orphan = orphanage.next(peer);
    if (orphan == null) {
      return Optional.empty();
    }
    Verdict verdict = mempool.offer(orphan.tx);
    Received received =
        verdict.kind() == Mempool.Kind.MISSING_PARENTS
            ? Received.SETTLED
            : conclude(orphan.tx, verdict);
    return Optional.of(new Looked(orphan.tx, received));
  }

  /** Whether there is more to look at in a peer's turn. */
  boolean hasWork(TxAnnouncer peer) {
    return orphanage.hasWork(peer);
  }

  Orphanage orphanage() {
    return orphanage;
  }

  /**
   * Lets everybody who is to be asked be asked, and comes back when a delay or a request ends.
   * Called after whatever may change who is asked.
   */
  void pump() {
    if (pumping || ended) {
      return;
    }
    pumping = true;
    long now = loop.now();
    try {
      requests.advance(now);
      TxAnnouncer peer;
      while ((peer = requests.nextCalled()) != null) {
        peer.owner.turn();
      }
    } finally {
      pumping = false;
    }
    rearm(now);
  }

  private void rearm(long now) {
    long wait = requests.untilNext(now);
    if (wait == Long.MAX_VALUE) {
      return;
    }
    if (wakeAt == Long.MAX_VALUE || now + wait - wakeAt < 0) {
      timer.cancel();
      wakeAt = now + wait;
      timer = loop.after(Duration.ofNanos(wait), this::wake);
    }
  }

  private void wake() {
    wakeAt = Long.MAX_VALUE;
    pump();
  }

  /**
   * Blocks came or went (§13.4). What a block of the initial download confirms is not remembered:
   * nobody is asked for transactions then.
   */
  void changed(BlockChange change) {
    if (!change.disconnected().isEmpty()) {
      filters.forgetConfirmed();
    }
    if (blocks.initialDownload()) {
      return;
    }
    filters.forgetRefusals();
    for (Block block : change.connected()) {
      for (Transaction tx : block.transactions()) {
        confirmed(tx);
      }
    }
    pump();
  }

  private void confirmed(Transaction tx) {
    orphanage.confirmed(tx);
    arrived(tx);
    filters.confirm(tx.txid());
    requests.forget(tx.txid());
    if (tx.hasWitness()) {
      filters.confirm(tx.wtxid());
      requests.forget(tx.wtxid());
    }
  }

  /** Nobody is asked any more, and no timer is left behind. */
  void end() {
    ended = true;
    timer.cancel();
  }
}
