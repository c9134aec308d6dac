package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;

/**
 * The rules of protocol-facts §13.3 written down as they are told: a list, looked through for every
 * question. States other than asked and done follow from the time.
 */
final class NaiveTxRequests {
  private final List<Entry> entries = new ArrayList<>();
  private final List<Peer> peers = new ArrayList<>();
  private final ToLongBiFunction<Hash256, Long> rank;
  private long sequence;

  record Peer(TxAnnouncer.Traits traits) {}

  private enum Stage {
    CANDIDATE,
    ASKED,
    DONE
  }

  private static final class Entry {
    final Peer peer;
    final Hash256 hash;
    final boolean byWtxid;
    final long sequence;
    Stage stage = Stage.CANDIDATE;
    long time;

    Entry(Peer peer, Hash256 hash, boolean byWtxid, long sequence) {
      this.peer = peer;
      this.hash = hash;
      this.byWtxid = byWtxid;
      this.sequence = sequence;
    }
  }

  NaiveTxRequests(ToLongBiFunction<Hash256, Long> rank) {
    this.rank = rank;
  }

  Peer join(TxAnnouncer.Traits traits) {
    Peer peer = new Peer(traits);
    peers.add(peer);
    return peer;
  }

  void leave(Peer peer) {
    peers.remove(peer);
    entries.removeIf(entry -> entry.peer == peer);
    clean();
  }

  boolean announced(Peer peer, Hash256 hash, boolean byWtxid, long now) {
    if (find(peer, hash).isPresent()) {
      return true;
    }
    if (!peer.traits.unlimited() && tracked(peer) >= 5_000) {
      return false;
    }
    Entry entry = new Entry(peer, hash, byWtxid, sequence++);
    entry.time = now;
    if (!peer.traits.preferred()) {
      entry.time += 2_000_000_000L;
    }
    if (!byWtxid && peers.stream().anyMatch(each -> each.traits.wtxidRelay())) {
      entry.time += 2_000_000_000L;
    }
    if (!peer.traits.unlimited() && inFlight(peer) >= 100) {
      entry.time += 2_000_000_000L;
    }
    entries.add(entry);
    return true;
  }

  void responded(Peer peer, Hash256 hash) {
    find(peer, hash).ifPresent(entry -> entry.stage = Stage.DONE);
    clean();
  }

  void forget(Hash256 hash) {
    entries.removeIf(entry -> entry.hash.equals(hash));
  }

  /** Answers how many requests expired, of all peers. */
  int advance(long now) {
    int expired = 0;
    for (Entry entry : entries) {
      if (entry.stage == Stage.ASKED && entry.time <= now) {
        entry.stage = Stage.DONE;
        expired++;
      }
    }
    clean();
    return expired;
  }

  List<Inventory> take(Peer peer, long now, TxRequests.Known known) {
    List<Inventory> asked = new ArrayList<>();
    for (Entry entry : List.copyOf(entries)) {
      if (entry.peer == peer && isBest(entry, now)) {
        if (known.has(entry.hash, entry.byWtxid)) {
          forget(entry.hash);
        } else {
          entry.stage = Stage.ASKED;
          entry.time = now + 60_000_000_000L;
          int byTxid = peer.traits.servesWitness() ? Inventory.WITNESS_TX : Inventory.TX;
          asked.add(new Inventory(entry.byWtxid ? Inventory.WTX : byTxid, entry.hash));
        }
      }
    }
    return asked;
  }

  private boolean isBest(Entry entry, long now) {
    List<Entry> all = entries.stream().filter(each -> each.hash.equals(entry.hash)).toList();
    if (all.stream().anyMatch(each -> each.stage == Stage.ASKED)) {
      return false;
    }
    Comparator<Entry> order =
        Comparator.<Entry, Boolean>comparing(each -> each.peer.traits.preferred())
            .thenComparing(
                each -> rank.applyAsLong(each.hash, each.peer.traits.id()), Long::compareUnsigned);
    return all.stream()
        .filter(each -> each.stage == Stage.CANDIDATE && each.time <= now)
        .max(order)
        .filter(best -> best == entry)
        .isPresent();
  }

  private void clean() {
    for (Hash256 hash : new TreeSet<>(entries.stream().map(entry -> entry.hash).toList())) {
      if (of(hash).allMatch(entry -> entry.stage == Stage.DONE)) {
        forget(hash);
      }
    }
  }

  private Stream<Entry> of(Hash256 hash) {
    return entries.stream().filter(entry -> entry.hash.equals(hash));
  }

  private Optional<Entry> find(Peer peer, Hash256 hash) {
    return entries.stream()
        .filter(entry -> entry.peer == peer && entry.hash.equals(hash))
        .findFirst();
  }

  List<Long> candidates(Hash256 hash) {
    return of(hash)
        .filter(entry -> entry.stage != Stage.DONE)
        .map(entry -> entry.peer.traits.id())
        .sorted()
        .toList();
  }

  int tracked(Peer peer) {
    return (int) entries.stream().filter(entry -> entry.peer == peer).count();
  }

  int inFlight(Peer peer) {
    return (int)
        entries.stream().filter(entry -> entry.peer == peer && entry.stage == Stage.ASKED).count();
  }

  int size() {
    return entries.size();
  }
}
