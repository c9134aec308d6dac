package org.patchbay.mempool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.patchbay.api.chain.BlockChange;
import org.patchbay.api.chain.Coins;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.api.mempool.Mempool.Listener;
import org.patchbay.api.mempool.Mempool.Removal;
import org.patchbay.api.mempool.Mempool.Trial;
import org.patchbay.api.mempool.Mempool.Verdict;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes into the pool and what leaves it: by offers, by blocks, by time and for want of room.
 * Confined to the node loop.
 */
final class Contents {
  private static final Logger LOG = LoggerFactory.getLogger(Contents.class);

  /** Bytes of transactions that may come back from disconnected blocks in one change. */
  static final long MAX_RETURNING = 20_000_000;

  private static final Comparator<Held> CHILDREN_FIRST =
      Comparator.<Held>comparingInt(held -> held.ancestors).reversed();

  private final Pool pool;
  private final Acceptance acceptance;
  private final RollingMinimum minimum = new RollingMinimum();
  private final IntToLongFunction medianTimes;
  private final Listener told;
  private Locks locks;
  private long accepted;

  /** The one that is being added: nobody needs to hear that it left. */
  private Held arriving;

  /**
   * An empty pool.
   *
   * @param told in the order of what happened, while it happens: must not call back
   */
  Contents(Pool pool, Coins coins, HeaderView tip, IntToLongFunction medianTimes, Listener told) {
    this.pool = pool;
    this.acceptance = new Acceptance(pool, coins);
    this.medianTimes = medianTimes;
    this.told = told;
    this.locks = new Locks(tip, medianTimes);
  }

  /** Locks are judged from this tip on. */
  void at(HeaderView tip) {
    locks = new Locks(tip, medianTimes);
  }

  /** Takes a transaction or says why not. */
  Verdict offer(Transaction tx, long now, long maxMemory) {
    Judgement judgement = acceptance.judge(tx, locks, minimumRate(now, maxMemory));
    if (judgement instanceof Refusal refusal) {
      return refusal.verdict();
    }
    arriving = add((Candidate) judgement, now);
    try {
      trim(maxMemory);
      if (pool.byTxid(tx.txid()) != arriving) {
        return Refusal.forNow("mempool full: %d bytes".formatted(maxMemory)).verdict();
      }
      told.added(arriving.entry());
      return new Verdict(Kind.ACCEPTED, "", List.of());
    } finally {
      arriving = null;
    }
  }

  /** What would become of transactions, each offered after those before it were taken. */
  List<Trial> test(List<Transaction> transactions, long now, long maxMemory) {
    long minimumRate = minimumRate(now, maxMemory);
    List<Trial> trials = new ArrayList<>(transactions.size());
    Deque<Held> tried = new ArrayDeque<>();
    try {
      for (Transaction tx : transactions) {
        Judgement judgement = acceptance.judge(tx, locks, minimumRate);
        if (judgement instanceof Refusal refusal) {
          trials.add(new Trial(tx, refusal.verdict(), 0));
        } else {
          Candidate candidate = (Candidate) judgement;
          Held held = new Held(candidate, now, locks.tip().height(), accepted);
          pool.add(held, candidate.parents(), List.of());
          tried.push(held);
          trials.add(new Trial(tx, new Verdict(Kind.ACCEPTED, "", List.of()), candidate.fee()));
        }
      }
    } finally {
      tried.forEach(pool::remove);
    }
    return trials;
  }

  long minimumRate(long now, long maxMemory) {
    return minimum.rate(now, pool.memory(), maxMemory);
  }

  /**
   * Follows the active chain. What blocks confirm goes, and what conflicts with them; what left the
   * chain comes back; then whatever cannot be confirmed any more goes.
   */
  void changed(BlockChange change, long now, long maxMemory) {
    at(change.tip());
    int fork = change.tip().height() - change.connected().size();
    int height = fork;
    for (Block block : change.connected()) {
      height++;
      connected(block, height);
    }
    if (!change.connected().isEmpty()) {
      minimum.block(now);
    }
    if (!change.disconnected().isEmpty()) {
      takeBack(change, now);
      dropWhatFell(fork);
      trim(maxMemory);
    }
  }

  private void connected(Block block, int height) {
    for (Transaction tx : block.transactions()) {
      if (pool.size() == 0) {
        return;
      }
      Held same = pool.byTxid(tx.txid());
      if (same != null) {
        same.children.forEach(child -> child.newestCoin = Math.max(child.newestCoin, height));
        pool.remove(same);
        told.removed(same.entry(), Removal.CONFIRMED);
      } else {
        for (TxIn input : tx.inputs()) {
          Held rival = pool.spender(input.previous());
          if (rival != null) {
            drop(rival, Removal.CONFLICT);
          }
        }
      }
    }
  }

  private void takeBack(BlockChange change, long now) {
    Set<Hash256> confirmed = new HashSet<>();
    change
        .connected()
        .forEach(block -> block.transactions().forEach(tx -> confirmed.add(tx.txid())));
    long bytes = 0;
    for (int i = change.disconnected().size() - 1; i >= 0; i--) {
      for (Transaction tx : change.disconnected().get(i).transactions()) {
        bytes += tx.size();
        if (bytes > MAX_RETURNING) {
          return;
        }
        if (!tx.isCoinbase()
            && !confirmed.contains(tx.txid())
            && acceptance.judge(tx, locks, 0) instanceof Candidate candidate) {
          told.added(add(candidate, now).entry());
        }
      }
    }
  }

  private void dropWhatFell(int fork) {
    List<Held> fallen = new ArrayList<>();
    for (Held held : pool.all()) {
      if ((held.newestCoin > fork || held.timed) && !acceptance.stillStands(held, locks)) {
        fallen.add(held);
      }
    }
    fallen.forEach(held -> dropIfThere(held, Removal.REORGANISED));
  }

  /** Removes what was accepted at {@code until} or before, and what stands on it. */
  void expire(long until) {
    List<Held> old = new ArrayList<>();
    for (Held held : pool.all()) {
      if (held.acceptedAt - until <= 0) {
        old.add(held);
      }
    }
    old.forEach(held -> dropIfThere(held, Removal.EXPIRED));
  }

  /** Evicts until the pool keeps its bound. */
  void trim(long maxMemory) {
    while (pool.memory() > maxMemory) {
      Held lowest = pool.lowest();
      minimum.evicted(1000.0 * lowest.descendantFee / lowest.descendantSize);
      drop(lowest, Removal.EVICTED);
    }
  }

  private Held add(Candidate candidate, long now) {
    List<Held> children = waiting(candidate.tx());
    if (!children.isEmpty() && tooMany(candidate, children)) {
      children.forEach(child -> dropIfThere(child, Removal.REORGANISED));
      children = List.of();
    }
    Held held = new Held(candidate, now, locks.tip().height(), accepted++);
    pool.add(held, candidate.parents(), children);
    return held;
  }

  /** Those of the pool that spend from one that was confirmed when they came. */
  private List<Held> waiting(Transaction tx) {
    List<Held> children = List.of();
    for (int i = 0; i < tx.outputs().size(); i++) {
      Held child = pool.spender(new OutPoint(tx.txid(), i));
      if (child != null && !children.contains(child)) {
        children = children.isEmpty() ? new ArrayList<>() : children;
        children.add(child);
      }
    }
    return children;
  }

  /** Whether the limits would be passed, counting what descends by two ways twice. */
  private boolean tooMany(Candidate candidate, List<Held> children) {
    int count = 1;
    int size = candidate.tx().vsize();
    for (Held child : children) {
      count += child.descendants;
      size += child.descendantSize;
    }
    List<Held> ancestors = pool.ancestors(candidate.parents());
    int above = ancestors.stream().mapToInt(ancestor -> ancestor.vsize).sum();
    int most = ancestors.stream().mapToInt(ancestor -> ancestor.descendants).max().orElse(0);
    int largest = ancestors.stream().mapToInt(ancestor -> ancestor.descendantSize).max().orElse(0);
    return count + Math.max(most, ancestors.size()) > FamilyLimits.MAX_COUNT
        || size + Math.max(largest, above) > FamilyLimits.MAX_SIZE;
  }

  private void dropIfThere(Held held, Removal why) {
    if (held.heapIndex >= 0) {
      drop(held, why);
    }
  }

  /** Removes one and what stands on it, children first. */
  private void drop(Held held, Removal why) {
    List<Held> gone = new ArrayList<>(pool.descendants(held));
    gone.sort(CHILDREN_FIRST);
    for (Held each : gone) {
      PoolEntry entry = each.entry();
      pool.remove(each);
      if (each != arriving) {
        LOG.debug("removed {}: {}", entry.transaction(), why);
        told.removed(entry, why);
      }
    }
  }
}
