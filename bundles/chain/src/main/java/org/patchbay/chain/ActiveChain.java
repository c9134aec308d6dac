package org.patchbay.chain;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connected blocks, and how they are moved to the best candidate: back to where both part, and
 * forth along the candidate's branch. A block that breaks a rule on the way makes its branch
 * invalid, and the next best candidate is followed. Confined to the chain lane.
 */
final class ActiveChain {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveChain.class);

  /** Changes of coins that are kept in memory to be taken back; beyond, coins are made anew. */
  private static final int MOST_JOURNAL = 200_000;

  private static final int MOST_JOURNALS = 20_000;
  private static final int MOST_REASONS = 1000;

  private final Index index;
  private final Stored stored;
  private final Candidates candidates;
  private final Moves moves;
  private final CoinRules coinRules;
  private final Optional<LiveCoins> coins;
  private final ActiveLine line = new ActiveLine();
  private final ArrayDeque<CoinJournal> journals = new ArrayDeque<>();
  private final Map<Integer, String> reasons = new HashMap<>();
  private final BitSet connectedOnce = new BitSet();
  private int journalSize;
  private int[] branch = {};
  private int branchTarget = -1;
  private int fork;

  /**
   * @param coins to be kept in step; empty where no coins are kept
   */
  ActiveChain(
      Index index,
      ChainParams params,
      Stored stored,
      Candidates candidates,
      Moves moves,
      Optional<LiveCoins> coins) {
    this.index = index;
    this.stored = stored;
    this.candidates = candidates;
    this.moves = moves;
    this.coins = coins;
    this.coinRules =
        new CoinRules(params.deployments(), height -> index.entries().medianTime(line.at(height)));
  }

  ActiveLine line() {
    return line;
  }

  boolean has(int entry) {
    return line.has(index.entries(), entry);
  }

  /** Why the block of an entry was found invalid. */
  String reason(int entry) {
    return reasons.getOrDefault(entry, "bad-prevblk: stands on an invalid block");
  }

  /** Follows the best header chain up to a height, blocks or not. */
  void jump(int height) {
    Snapshot best = index.snapshot();
    int base = best.best(height);
    line.follow(best, height);
    branchTarget = -1;
    candidates.restart(base);
    moves.jumped(base);
  }

  /** Connects what is on disk without looking at it: it was checked when it was written. */
  void resume() {
    if (coins.isEmpty()) {
      plan(candidates.best());
      for (int entry : branch) {
        line.push(entry);
      }
      branchTarget = -1;
    }
  }

  /**
   * One step towards the best candidate, by one block.
   *
   * @return bytes of that block; 0 when there is nothing to do
   */
  int step() {
    int tip = line.tip();
    if (index.invalid(tip)) {
      return disconnect();
    }
    int target = candidates.best();
    Entries entries = index.entries();
    if (target == tip || !candidates.better(target, tip)) {
      return 0;
    }
    if (branchTarget != target) {
      plan(target);
    }
    int done = line.height() - entries.height(fork);
    boolean onBranch =
        done == 0 ? tip == fork : done > 0 && done <= branch.length && branch[done - 1] == tip;
    return onBranch ? connect(branch[done]) : disconnect();
  }

  /** Finds the way to a target: the last connected entry before it, and those after. */
  private void plan(int target) {
    Entries entries = index.entries();
    int at = target;
    int length = 0;
    while (!has(at)) {
      at = entries.parent(at);
      length++;
    }
    fork = at;
    branch = new int[length];
    at = target;
    for (int i = length - 1; i >= 0; i--) {
      branch[i] = at;
      at = entries.parent(at);
    }
    branchTarget = target;
  }

  private int connect(int entry) {
    Block block = stored.take(entry);
    if (block == null) {
      branchTarget = -1;
      candidates.lost(entry);
      candidates.chooseAgain(line.tip());
      return 1;
    }
    if (coins.isPresent()) {
      CoinJournal journal = new CoinJournal();
      Optional<String> broken =
          coinRules.connect(block, line.height() + 1, coins.get().table(), journal);
      if (broken.isPresent()) {
        invalidate(entry, broken.get());
        return 1;
      }
      keep(journal);
    }
    line.push(entry);
    connectedOnce.set(entry);
    moves.connected(block, entry);
    return Math.max(1, block.raw().remaining());
  }

  /** Marks an entry and what stands on it as invalid. */
  void invalidate(int entry, String reason) {
    LOG.warn(
        "block {} at height {} is invalid: {}",
        index.entries().hash(entry),
        index.entries().height(entry),
        reason);
    if (reasons.size() < MOST_REASONS) {
      reasons.put(entry, reason);
    }
    index.invalidate(entry);
    branchTarget = -1;
    candidates.chooseAgain(lastValid());
  }

  /** Says why an entry that the index takes for invalid is so. */
  void refused(int entry, String reason) {
    reasons.put(entry, reason);
  }

  /** Takes an entry, what it stands on and what stands on it for not yet judged. */
  void reconsider(int entry) {
    index.reconsider(entry);
    reasons.keySet().removeIf(known -> !index.invalid(known));
    branchTarget = -1;
    candidates.chooseAgain(lastValid());
  }

  /** Of entries with as much work, follows this one. */
  void prefer(int entry) {
    candidates.prefer(entry);
    branchTarget = -1;
  }

  /** Whether an entry was ever connected in this run. */
  boolean wasConnected(int entry) {
    return connectedOnce.get(entry) || has(entry);
  }

  /** What the block of the active chain at a height spent; empty when it is not remembered. */
  Optional<List<Coins.Coin>> spent(int height) {
    int back = line.height() - height;
    if (coins.isEmpty() || back >= journals.size()) {
      return Optional.empty();
    }
    Iterator<CoinJournal> last = journals.descendingIterator();
    for (int i = 0; i < back; i++) {
      last.next();
    }
    return Optional.of(last.next().spent());
  }

  /** Whether a block could be connected to the tip; changes nothing. */
  Optional<String> test(Block block) {
    return coins.isEmpty()
        ? Optional.of("no coins are kept on this network: what it spends cannot be looked at")
        : coinRules.connect(
            block, line.height() + 1, new TriedCoins(coins.get().table()), new CoinJournal());
  }

  private int lastValid() {
    int at = line.height();
    while (index.invalid(line.at(at))) {
      at--;
    }
    return line.at(at);
  }

  private void keep(CoinJournal journal) {
    journals.addLast(journal);
    journalSize += journal.size();
    while (journalSize > MOST_JOURNAL && journals.size() > 1 || journals.size() > MOST_JOURNALS) {
      journalSize -= journals.removeFirst().size();
    }
  }

  private int disconnect() {
    int entry = line.tip();
    Block block = stored.take(entry);
    if (block == null) {
      // Nothing can be told of it; the way on is free.
      LOG.error("block {} is not on disk any more", index.entries().hash(entry));
    }
    line.pop();
    boolean intact = coins.isEmpty() || takenBack(coins.get());
    if (block == null || !intact) {
      moves.jumped(line.tip());
      return 1;
    }
    stored.parked(entry, block);
    moves.disconnected(block, line.tip());
    return Math.max(1, block.raw().remaining());
  }

  /** Takes back what the last block did to the coins; false when more blocks had to go. */
  private boolean takenBack(LiveCoins live) {
    CoinJournal journal = journals.pollLast();
    if (journal != null) {
      journalSize -= journal.size();
      journal.undo(live.table());
      return true;
    }
    LOG.info("making the coins anew up to height {}", line.height());
    int height = line.height();
    live.replace(replayed());
    return line.height() == height;
  }

  /** The coins of the connected blocks, from the first one on, as far as they can be read. */
  private CoinTable replayed() {
    CoinTable fresh = new CoinTable();
    journalSize = 0;
    for (int height = 1; height <= line.height(); height++) {
      int entry = line.at(height);
      CoinJournal journal = new CoinJournal();
      Block block = stored.take(entry);
      Optional<String> broken =
          block == null
              ? Optional.of("cannot be read")
              : coinRules.connect(block, height, fresh, journal);
      if (broken.isPresent()) {
        LOG.error("block at height {} is fetched again: {}", height, broken.get());
        cut(height, entry);
      } else {
        keep(journal);
      }
    }
    return fresh;
  }

  /** Gives up a block that was connected, and those after it. */
  private void cut(int height, int entry) {
    while (line.height() >= height) {
      line.pop();
    }
    stored.forget(entry);
    branchTarget = -1;
    candidates.lost(entry);
    candidates.chooseAgain(line.tip());
  }
}
