package org.patchbay.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/** A pool that is a list. */
final class FakeMempool implements Mempool {
  final List<Entry> entries = new ArrayList<>();
  boolean validated;

  record Waiting(Transaction transaction, long fee, int vsize, int ancestors, long acceptedAt)
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

  @Override
  public boolean open() {
    return true;
  }

  @Override
  public boolean validated() {
    return validated;
  }

  @Override
  public Verdict offer(Transaction tx) {
    throw new UnsupportedOperationException("commands offer nothing");
  }

  @Override
  public Optional<Entry> byTxid(Hash256 txid) {
    return entries.stream().filter(one -> one.transaction().txid().equals(txid)).findFirst();
  }

  @Override
  public Optional<Entry> byWtxid(Hash256 wtxid) {
    return entries.stream().filter(one -> one.transaction().wtxid().equals(wtxid)).findFirst();
  }

  @Override
  public long minimumFeeRate() {
    return 1_250;
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public long memory() {
    return 4_560;
  }

  @Override
  public long maxMemory() {
    return 300_000_000;
  }

  @Override
  public List<Entry> snapshot() {
    return List.copyOf(entries);
  }

  @Override
  public Cancellable follow(Listener listener) {
    return () -> {};
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
