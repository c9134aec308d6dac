package org.patchbay.protocols;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.patchbay.protocols.TxAnnouncement.State;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.SipHash;

/**
 * Decides which peer is asked for which transaction, and when (protocol-facts §13.3). Confined to
 * the node loop; passive: it is told what happens and asked what to do.
 *
 * <p>Rule: one request for a hash at a time; a peer is asked for it once. Preferred peers come
 * first, among equals a salted hash of transaction and peer decides. A peer is asked 2 s late when
 * it is not preferred, 2 s when it announced by txid while somebody speaks wtxid relay, 2 s when
 * 100 requests to it are on their way. After 60 s, a notfound or any answer the next has its turn;
 * when everybody had theirs the hash is forgotten. Of each peer 5,000 announcements are tracked.
 *
 * <p>Why: somebody who announces first and never delivers holds a transaction back for a minute,
 * and only as one of those we did not choose; nobody can predict who is asked.
 *
 * <p>Every operation takes a constant number of steps, except the choice of the next peer, which
 * looks at those who announced the same hash. Delays are sums of three constants, so that four
 * queues in order of time stand where a heap would be needed.
 */
final class TxRequests {
  static final int MAX_TRACKED = 5_000;
  static final int MAX_IN_FLIGHT = 100;
  static final long DELAY = 2_000_000_000L;
  static final long EXPIRY = 60_000_000_000L;
  private static final int DELAYS = 3;

  /**
   * Announcements of all peers together, 125 times {@link #MAX_TRACKED}: above it a peer may have
   * no more than its part of this. This node may have thousands of peers.
   */
  static final int MAX_ALL = 625_000;

  /** What one {@link #advance} does at most, so that a flood does not hold the loop up. */
  static final int MAX_EXPIRED = 500;

  static final int MAX_READY = 10_000;

  private final long k0;
  private final long k1;
  private final KeyedTable.Secret secret;
  private final KeyedTable<TxItem> items;
  private final TxQueue[] delayed = new TxQueue[DELAYS];
  private final TxQueue requested = new TxQueue();
  private final Deque<TxAnnouncer> called = new ArrayDeque<>();
  private final int most;
  private int peers;
  private int wtxidPeers;
  private int size;
  private long sequence;

  /** What is known already, and forgotten instead of asked for. */
  interface Known {
    boolean has(Hash256 id, boolean byWtxid);
  }

  TxRequests(RandomGenerator random) {
    this(random, MAX_ALL);
  }

  /** With another bound for all peers together. */
  TxRequests(RandomGenerator random, int most) {
    this.most = most;
    k0 = random.nextLong();
    k1 = random.nextLong();
    secret = KeyedTable.Secret.of(random);
    items = new KeyedTable<>(secret);
    for (int i = 0; i < DELAYS; i++) {
      delayed[i] = new TxQueue();
    }
  }

  /** A peer takes part. */
  TxAnnouncer join(TxAnnouncer.Traits traits, TxAnnouncer.Owner owner) {
    peers++;
    wtxidPeers += traits.wtxidRelay() ? 1 : 0;
    return new TxAnnouncer(traits, owner, secret);
  }

  /** A peer is gone, and all that it announced. */
  void leave(TxAnnouncer peer) {
    peers--;
    wtxidPeers -= peer.traits.wtxidRelay() ? 1 : 0;
    for (TxAnnouncement each : peer.announcements.list()) {
      TxItem item = each.item;
      boolean chosen = item.chosen == each;
      close(each);
      drop(each);
      settle(item, chosen);
    }
    if (peer.called) {
      called.remove(peer);
      peer.called = false;
    }
  }

  /**
   * A peer has a transaction that we do not.
   *
   * @return false when too many of its announcements are tracked
   */
  boolean announced(TxAnnouncer peer, Hash256 hash, boolean byWtxid, long now) {
    if (peer.announcements.get(hash) != null) {
      return true;
    }
    if (isFull(peer)) {
      return false;
    }
    TxItem item = items.get(hash);
    if (item == null) {
      item = new TxItem(hash);
      items.add(item);
    }
    TxAnnouncement added = new TxAnnouncement(item, peer, byWtxid, sequence++);
    item.add(added);
    peer.announcements.add(added);
    size++;
    int delays = delays(peer, byWtxid);
    if (delays == 0) {
      ready(added);
    } else {
      added.time = now + delays * DELAY;
      delayed[delays - 1].add(added);
    }
    return true;
  }

  private boolean isFull(TxAnnouncer peer) {
    int tracked = peer.tracked();
    return !peer.traits.unlimited()
        && (tracked >= MAX_TRACKED || size >= most && tracked >= most / peers);
  }

  private int delays(TxAnnouncer peer, boolean byWtxid) {
    return (peer.traits.preferred() ? 0 : 1)
        + (!byWtxid && wtxidPeers > 0 ? 1 : 0)
        + (!peer.traits.unlimited() && peer.inFlight >= MAX_IN_FLIGHT ? 1 : 0);
  }

  /** A peer sent the transaction, or said that it does not have it. */
  void responded(TxAnnouncer peer, Hash256 hash) {
    TxAnnouncement announcement = peer.announcements.get(hash);
    if (announcement != null) {
      complete(announcement);
    }
  }

  /** Nobody is asked for it any more. */
  void forget(Hash256 hash) {
    TxItem item = items.get(hash);
    if (item != null) {
      remove(item);
    }
  }

  /** Everybody who announced it and is still tracked. */
  void announcers(Hash256 hash, Consumer<? super TxAnnouncer> each) {
    TxItem item = items.get(hash);
    for (TxAnnouncement at = item == null ? null : item.first; at != null; at = at.right) {
      each.accept(at.by);
    }
  }

  /** Who announced it first, of those who were not asked in vain; null for nobody. */
  TxAnnouncement first(Hash256 hash) {
    TxItem item = items.get(hash);
    return item == null ? null : item.earliest();
  }

  /** Everybody who announced it and was not yet asked in vain. */
  List<TxAnnouncer> candidates(Hash256 hash) {
    List<TxAnnouncer> open = new ArrayList<>();
    TxItem item = items.get(hash);
    for (TxAnnouncement at = item == null ? null : item.first; at != null; at = at.right) {
      if (at.state != State.COMPLETED) {
        open.add(at.by);
      }
    }
    return open;
  }

  /**
   * Time has passed: requests expire and delays end. When there is very much of it some is left,
   * and {@link #untilNext} answers 0.
   */
  void advance(long now) {
    TxAnnouncement each;
    for (int i = 0; i < MAX_EXPIRED && isDue(each = requested.first(), now); i++) {
      each.by.expired++;
      call(each.by);
      complete(each);
    }
    int ready = 0;
    for (TxQueue queue : delayed) {
      while (ready < MAX_READY && isDue(each = queue.first(), now)) {
        queue.remove(each);
        ready(each);
        ready++;
      }
    }
  }

  private static boolean isDue(TxAnnouncement first, long now) {
    return first != null && first.time - now <= 0;
  }

  /** Nanoseconds until {@link #advance} has something to do; {@link Long#MAX_VALUE} for never. */
  long untilNext(long now) {
    long least = until(requested, now);
    for (TxQueue queue : delayed) {
      least = Math.min(least, until(queue, now));
    }
    return least;
  }

  private static long until(TxQueue queue, long now) {
    TxAnnouncement first = queue.first();
    return first == null ? Long.MAX_VALUE : Math.max(0, first.time - now);
  }

  /** A peer that is to be asked or whose requests expired; null when there is none. */
  TxAnnouncer nextCalled() {
    TxAnnouncer peer = called.poll();
    if (peer != null) {
      peer.called = false;
    }
    return peer;
  }

  /** What a peer is asked for now, in the order in which it announced. */
  List<Inventory> take(TxAnnouncer peer, long now, Known known) {
    List<TxAnnouncement> due = new ArrayList<>();
    boolean sorted = true;
    for (TxAnnouncement at = peer.best.first(); at != null; at = at.after) {
      sorted &= at.before == null || at.before.sequence < at.sequence;
      due.add(at);
    }
    if (!sorted) {
      due.sort(Comparator.comparingLong(announcement -> announcement.sequence));
    }
    List<Inventory> asked = new ArrayList<>(due.size());
    for (TxAnnouncement each : due) {
      if (known.has(each.item.hash, each.byWtxid)) {
        remove(each.item);
      } else {
        peer.best.remove(each);
        each.state = State.REQUESTED;
        each.time = now + EXPIRY;
        requested.add(each);
        peer.inFlight++;
        asked.add(new Inventory(type(each), each.item.hash));
      }
    }
    return asked;
  }

  private static int type(TxAnnouncement announcement) {
    if (announcement.byWtxid) {
      return Inventory.WTX;
    }
    return announcement.by.traits.servesWitness() ? Inventory.WITNESS_TX : Inventory.TX;
  }

  /** Announcements that are tracked, of all peers. */
  int size() {
    return size;
  }

  /** Hashes that are tracked. */
  int hashes() {
    return items.size();
  }

  private void ready(TxAnnouncement candidate) {
    TxAnnouncement chosen = candidate.item.chosen;
    if (chosen == null) {
      choose(candidate);
    } else if (chosen.state == State.BEST
        && isBetter(candidate, rank(candidate), chosen, rank(chosen))) {
      chosen.by.best.remove(chosen);
      chosen.state = State.READY;
      choose(candidate);
    } else {
      candidate.state = State.READY;
    }
  }

  private void choose(TxAnnouncement candidate) {
    candidate.state = State.BEST;
    candidate.item.chosen = candidate;
    candidate.by.best.add(candidate);
    call(candidate.by);
  }

  private void call(TxAnnouncer peer) {
    if (!peer.called) {
      peer.called = true;
      called.add(peer);
    }
  }

  private static boolean isBetter(TxAnnouncement one, long rank, TxAnnouncement other, long its) {
    return one.by.traits.preferred() == other.by.traits.preferred()
        ? Long.compareUnsigned(rank, its) > 0
        : one.by.traits.preferred();
  }

  private long rank(TxAnnouncement announcement) {
    return rank(announcement.item.hash, announcement.by.traits.id());
  }

  /** The salted hash that decides among equals: the higher is asked first. */
  long rank(Hash256 hash, long peer) {
    return SipHash.hash(
        k0, k1, hash.longAt(0), hash.longAt(1), hash.longAt(2), hash.longAt(3), peer);
  }

  private void complete(TxAnnouncement announcement) {
    if (announcement.state == State.COMPLETED) {
      return;
    }
    TxItem item = announcement.item;
    boolean chosen = item.chosen == announcement;
    close(announcement);
    settle(item, chosen);
  }

  /** Takes an announcement out of its queue; it is completed afterwards. */
  private void close(TxAnnouncement announcement) {
    if (announcement.state == State.COMPLETED) {
      return;
    }
    if (announcement.queue != null) {
      announcement.queue.remove(announcement);
    }
    if (announcement.state == State.REQUESTED) {
      announcement.by.inFlight--;
    }
    announcement.state = State.COMPLETED;
    TxItem item = announcement.item;
    item.open--;
    if (item.chosen == announcement) {
      item.chosen = null;
    }
  }

  private void settle(TxItem item, boolean wasChosen) {
    if (item.open == 0) {
      remove(item);
    } else if (wasChosen) {
      TxAnnouncement best = null;
      long highest = 0;
      for (TxAnnouncement at = item.first; at != null; at = at.right) {
        if (at.state == State.READY) {
          long rank = rank(at);
          if (best == null || isBetter(at, rank, best, highest)) {
            best = at;
            highest = rank;
          }
        }
      }
      if (best != null) {
        choose(best);
      }
    }
  }

  private void remove(TxItem item) {
    TxAnnouncement next;
    for (TxAnnouncement at = item.first; at != null; at = next) {
      next = at.right;
      close(at);
      drop(at);
    }
    items.remove(item.hash);
  }

  private void drop(TxAnnouncement announcement) {
    announcement.item.remove(announcement);
    announcement.by.announcements.remove(announcement.item.hash);
    size--;
  }
}
