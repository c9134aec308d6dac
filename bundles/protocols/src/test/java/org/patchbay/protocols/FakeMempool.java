package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/**
 * A pool that takes everything, except what a test said of it. Confined to the thread of a test.
 */
final class FakeMempool implements Mempool {
  private final Map<Hash256, Entry> byTxid = new LinkedHashMap<>();
  private final Map<Hash256, Entry> byWtxid = new HashMap<>();
  private final Map<Hash256, Verdict> verdicts = new HashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private Set<Hash256> unconfirmed = Set.of();
  private boolean open = true;
  private boolean openToPeers = true;
  private long minimumFeeRate = 100;
  int offered;

  private record Taken(Transaction transaction, long fee, int vsize, int ancestors, long acceptedAt)
      implements Entry {
    @Override
    public int height() {
      return 0;
    }

    @Override
    public int sigopCost() {
      return 0;
    }
  }

  FakeMempool closed() {
    open = false;
    return this;
  }

  FakeMempool closedToPeers() {
    openToPeers = false;
    return this;
  }

  @Override
  public boolean openToPeers() {
    return open && openToPeers;
  }

  /** What is said of a transaction when it is offered, by wtxid. */
  FakeMempool says(Transaction tx, Kind kind, String reason, Hash256... missing) {
    verdicts.put(tx.wtxid(), new Verdict(kind, reason, List.of(missing)));
    return this;
  }

  FakeMempool saysNoMore(Transaction tx) {
    verdicts.remove(tx.wtxid());
    return this;
  }

  /** Children of these are taken only when they are in the pool. */
  FakeMempool unconfirmed(Set<Hash256> txids) {
    unconfirmed = txids;
    return this;
  }

  FakeMempool minimumFeeRate(long rate) {
    minimumFeeRate = rate;
    return this;
  }

  void remove(Transaction tx, Removal why) {
    Entry gone = byTxid.remove(tx.txid());
    byWtxid.remove(tx.wtxid());
    listeners.forEach(listener -> listener.removed(gone, why));
  }

  int listeners() {
    return listeners.size();
  }

  @Override
  public boolean open() {
    return open;
  }

  @Override
  public boolean validated() {
    return false;
  }

  @Override
  public Verdict offer(Transaction tx) {
    offered++;
    Verdict said = verdicts.get(tx.wtxid());
    if (said != null) {
      return said;
    }
    if (byTxid.containsKey(tx.txid())) {
      return new Verdict(Kind.KNOWN, "", List.of());
    }
    List<Hash256> missing =
        tx.inputs().stream()
            .map(input -> input.previous().txid())
            .filter(parent -> unconfirmed.contains(parent) && !byTxid.containsKey(parent))
            .toList();
    if (!missing.isEmpty()) {
      return new Verdict(Kind.MISSING_PARENTS, "missing", missing);
    }
    Entry entry = new Taken(tx, 1_000, tx.vsize(), 0, 0);
    byTxid.put(tx.txid(), entry);
    byWtxid.put(tx.wtxid(), entry);
    listeners.forEach(listener -> listener.added(entry));
    return new Verdict(Kind.ACCEPTED, "", List.of());
  }

  @Override
  public Optional<Entry> byTxid(Hash256 txid) {
    return Optional.ofNullable(byTxid.get(txid));
  }

  @Override
  public Optional<Entry> byWtxid(Hash256 wtxid) {
    return Optional.ofNullable(byWtxid.get(wtxid));
  }

  @Override
  public long minimumFeeRate() {
    return minimumFeeRate;
  }

  @Override
  public int size() {
    return byTxid.size();
  }

  @Override
  public long memory() {
    return 0;
  }

  @Override
  public long maxMemory() {
    return 0;
  }

  @Override
  public List<Entry> snapshot() {
    return List.copyOf(byTxid.values());
  }

  @Override
  public Cancellable follow(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public List<Trial> test(List<Transaction> transactions) {
    throw new UnsupportedOperationException("nothing is tried here");
  }

  @Override
  public Optional<Entry> spender(OutPoint place) {
    return Optional.empty();
  }
}
