package org.patchbay.mempool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Coins.Coin;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/**
 * The pool as a plain list, every question answered by looking at all of it. It knows standard
 * transactions only. Confined to the thread of its test.
 */
final class NaivePool {
  record Item(Transaction tx, long fee, long acceptedAt, int number) {}

  final List<Item> items = new ArrayList<>();
  private final FakeBlocks blocks;
  private final RollingMinimum minimum = new RollingMinimum();
  private final long maxMemory;
  private int accepted;

  NaivePool(FakeBlocks blocks, long maxMemory) {
    this.blocks = blocks;
    this.maxMemory = maxMemory;
  }

  Kind offer(Transaction tx, long now) {
    Kind kind = judge(tx, rate(now));
    if (kind == Kind.ACCEPTED) {
      add(tx, now);
      trim();
      return item(tx.txid()).isPresent() ? Kind.ACCEPTED : Kind.RECONSIDERABLE;
    }
    return kind;
  }

  long rate(long now) {
    return minimum.rate(now, memory(), maxMemory);
  }

  long memory() {
    return items.stream().mapToLong(item -> Footprint.of(item.tx)).sum();
  }

  Optional<Item> item(Hash256 txid) {
    return items.stream().filter(item -> item.tx.txid().equals(txid)).findFirst();
  }

  void changed(BlockChange change, long now) {
    for (Block block : change.connected()) {
      for (Transaction tx : block.transactions()) {
        if (!items.removeIf(item -> item.tx.txid().equals(tx.txid()))) {
          for (Item rival : List.copyOf(items)) {
            if (shareInput(rival.tx, tx)) {
              items.removeAll(descendants(rival));
            }
          }
        }
      }
      minimum.block(now);
    }
    if (change.disconnected().isEmpty()) {
      return;
    }
    Set<Hash256> confirmed = new HashSet<>();
    change.connected().forEach(b -> b.transactions().forEach(tx -> confirmed.add(tx.txid())));
    for (int i = change.disconnected().size() - 1; i >= 0; i--) {
      for (Transaction tx : change.disconnected().get(i).transactions()) {
        if (!tx.isCoinbase() && !confirmed.contains(tx.txid()) && judge(tx, 0) == Kind.ACCEPTED) {
          dropCrowd(tx);
          add(tx, now);
        }
      }
    }
    while (items.removeIf(item -> !stands(item.tx))) {
      // What stood on it falls in the next round.
    }
    trim();
  }

  void expire(long until) {
    for (Item item : List.copyOf(items)) {
      if (item.acceptedAt <= until) {
        items.removeAll(descendants(item));
      }
    }
  }

  private void add(Transaction tx, long now) {
    items.add(new Item(tx, fee(tx), now, accepted++));
  }

  private Kind judge(Transaction tx, long rate) {
    if (items.stream().anyMatch(item -> item.tx.equals(tx))) {
      return Kind.KNOWN;
    }
    if (tx.isCoinbase()
        || !isFinal(tx)
        || items.stream().anyMatch(item -> shareInput(item.tx, tx))) {
      return Kind.REJECTED;
    }
    boolean absent = false;
    boolean missing = false;
    for (TxIn input : tx.inputs()) {
      boolean parent = item(input.previous().txid()).isPresent();
      missing |= !parent && coin(input).isEmpty();
      absent |= parent && output(input).isEmpty();
    }
    if (missing) {
      boolean known =
          blocks.coinMap().coin(Coinage.output(tx, 0)).isPresent()
              || blocks.coinMap().coin(Coinage.output(tx, 1)).isPresent()
              || blocks.coinMap().coin(Coinage.output(tx, 2)).isPresent();
      return known ? Kind.REJECTED : Kind.MISSING_PARENTS;
    }
    if (absent || !stands(tx) || fee(tx) < 0) {
      return Kind.REJECTED;
    }
    if (fee(tx) * 1000 < rate * tx.vsize()) {
      return Kind.RECONSIDERABLE;
    }
    Set<Item> ancestors = ancestors(tx);
    boolean small = ancestors.size() + 1 <= 25 && size(ancestors) + tx.vsize() <= 101_000;
    for (Item ancestor : ancestors) {
      Set<Item> below = descendants(ancestor);
      small &= below.size() + 1 <= 25 && size(below) + tx.vsize() <= 101_000;
    }
    return small ? Kind.ACCEPTED : Kind.REJECTED;
  }

  /** The rule of what comes back to more children than the limits allow. */
  private void dropCrowd(Transaction tx) {
    List<Item> children = new ArrayList<>();
    for (Item item : items) {
      if (item.tx.inputs().stream().anyMatch(in -> in.previous().txid().equals(tx.txid()))) {
        children.add(item);
      }
    }
    int count = 1 + children.stream().mapToInt(child -> descendants(child).size()).sum();
    Set<Item> above = ancestors(tx);
    int most = above.stream().mapToInt(item -> descendants(item).size()).max().orElse(0);
    if (!children.isEmpty() && count + Math.max(most, above.size()) > 25) {
      children.forEach(child -> items.removeAll(descendants(child)));
    }
  }

  private boolean stands(Transaction tx) {
    int next = blocks.tip().height() + 1;
    for (TxIn input : tx.inputs()) {
      int height = next;
      if (output(input).isEmpty()) {
        Optional<Coin> coin = coin(input);
        if (coin.isEmpty() || coin.get().coinbase() && next - coin.get().height() < 100) {
          return false;
        }
        height = coin.get().height();
      }
      boolean locked = input.sequence() < 1L << 31;
      if (locked && height + input.sequence() > next) {
        return false;
      }
    }
    return isFinal(tx);
  }

  private boolean isFinal(Transaction tx) {
    return tx.lockTime() <= blocks.tip().height()
        || tx.inputs().stream().allMatch(input -> input.sequence() == Coinage.FINAL);
  }

  private void trim() {
    while (memory() > maxMemory) {
      Item lowest =
          items.stream()
              .min(
                  Comparator.<Item>comparingDouble(
                          item -> Math.max(rate(Set.of(item)), rate(descendants(item))))
                      .thenComparing(item -> -item.number))
              .orElseThrow();
      Set<Item> gone = descendants(lowest);
      minimum.evicted(rate(gone));
      items.removeAll(gone);
    }
  }

  private static double rate(Set<Item> some) {
    return 1000.0 * some.stream().mapToLong(item -> item.fee).sum() / size(some);
  }

  private static int size(Set<Item> some) {
    return some.stream().mapToInt(item -> item.tx.vsize()).sum();
  }

  Set<Item> ancestors(Transaction tx) {
    Set<Item> found = new LinkedHashSet<>();
    for (TxIn input : tx.inputs()) {
      item(input.previous().txid())
          .ifPresent(
              parent -> {
                found.add(parent);
                found.addAll(ancestors(parent.tx));
              });
    }
    return found;
  }

  Set<Item> descendants(Item of) {
    Set<Item> found = new LinkedHashSet<>(Set.of(of));
    Set<Hash256> txids = new HashSet<>(Set.of(of.tx.txid()));
    int before;
    do {
      before = found.size();
      for (Item item : items) {
        if (item.tx.inputs().stream().anyMatch(in -> txids.contains(in.previous().txid()))) {
          found.add(item);
          txids.add(item.tx.txid());
        }
      }
    } while (found.size() > before);
    return found;
  }

  private long fee(Transaction tx) {
    long in =
        tx.inputs().stream()
            .mapToLong(i -> output(i).or(() -> coin(i).map(Coin::output)).orElseThrow().value())
            .sum();
    return in - tx.outputs().stream().mapToLong(TxOut::value).sum();
  }

  private Optional<TxOut> output(TxIn input) {
    int index = (int) input.previous().index();
    return item(input.previous().txid())
        .map(item -> item.tx.outputs())
        .filter(outputs -> index < outputs.size())
        .map(outputs -> outputs.get(index));
  }

  private Optional<Coin> coin(TxIn input) {
    return blocks.coinMap().coin(input.previous());
  }

  private static boolean shareInput(Transaction a, Transaction b) {
    return a.inputs().stream()
        .anyMatch(x -> b.inputs().stream().anyMatch(y -> x.previous().equals(y.previous())));
  }
}
