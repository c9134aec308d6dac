package org.patchbay.chain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.chain.Coins;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/** What operators ask of the tree of blocks and do to it. Confined to the chain lane. */
final class LaneTree {
  private final Lane lane;
  private final Refusals refusals;
  private final BlockRules rules;
  private final Candidates candidates;
  private final ActiveChain active;
  private final Optional<LiveCoins> coins;

  LaneTree(
      Lane lane,
      Refusals refusals,
      Candidates candidates,
      ActiveChain active,
      Optional<LiveCoins> coins) {
    this.lane = lane;
    this.refusals = refusals;
    this.rules = new BlockRules(lane.params());
    this.candidates = candidates;
    this.active = active;
    this.coins = coins;
  }

  /** The ends of all branches. */
  List<BlockTree.Branch> branches() {
    Snapshot snapshot = lane.index().snapshot();
    Entries entries = snapshot.entries();
    BitSet parents = new BitSet();
    for (int entry = 1; entry < snapshot.count(); entry++) {
      parents.set(entries.parent(entry));
    }
    List<BlockTree.Branch> ends = new ArrayList<>();
    for (int entry = 0; entry < snapshot.count(); entry++) {
      if (!parents.get(entry) || entry == active.line().tip()) {
        ends.add(branch(entries, entry));
      }
    }
    ends.sort(
        Comparator.comparingInt((BlockTree.Branch branch) -> branch.end().height())
            .reversed()
            .thenComparing(BlockTree.Branch::state));
    return ends;
  }

  private BlockTree.Branch branch(Entries entries, int end) {
    int fork = end;
    while (!active.has(fork)) {
      fork = entries.parent(fork);
    }
    return new BlockTree.Branch(
        entries.view(end), entries.height(end) - entries.height(fork), state(end));
  }

  /** What is known of a block as if it ended a branch; empty when it is not known. */
  Optional<BlockTree.Branch.State> state(Hash256 block) {
    int entry = lane.index().find(block);
    return entry < 0 ? Optional.empty() : Optional.of(state(entry));
  }

  private BlockTree.Branch.State state(int end) {
    if (lane.index().invalid(end)) {
      return BlockTree.Branch.State.INVALID;
    } else if (active.has(end)) {
      return BlockTree.Branch.State.ACTIVE;
    } else if (!candidates.complete(end)) {
      return BlockTree.Branch.State.HEADERS_ONLY;
    }
    return active.wasConnected(end)
        ? BlockTree.Branch.State.VALID_FORK
        : BlockTree.Branch.State.VALID_HEADERS;
  }

  /**
   * Whether a block would be valid on the tip, its work and its scripts aside.
   *
   * @param now our clock in unix seconds
   */
  Optional<String> test(Block block, long now) {
    Entries entries = lane.index().entries();
    int tip = active.line().tip();
    BlockHeader header = block.header();
    if (!header.previous().equals(entries.hash(tip))) {
      return Optional.of("inconclusive-not-best-prevblk: stands on " + header.previous());
    }
    int height = active.line().height() + 1;
    Branch branch = new Branch(lane.index(), lane.params());
    branch.startAt(tip);
    return rules
        .mutation(block, height)
        .or(() -> lane.rules().misplaced(branch, header))
        .or(
            () ->
                header.time() > now + HeaderRules.MAX_AHEAD
                    ? Optional.of("time-too-new: time " + header.time())
                    : Optional.empty())
        .or(() -> lane.rules().outdated(height, header))
        .or(() -> rules.broken(block, height, branch.medianTime()))
        .or(() -> active.test(block));
  }

  /** Enters a header; answers why it is not stored, or nothing. */
  Optional<String> enter(BlockHeader header, long now) {
    Index index = lane.index();
    int known = index.find(header.hash());
    if (known >= 0) {
      return index.invalid(known)
          ? Optional.of("duplicate-invalid: " + header.hash())
          : Optional.empty();
    }
    int parent = index.find(header.previous());
    if (parent < 0) {
      return Optional.of("prev-blk-not-found: " + header.previous());
    }
    List<BlockHeader> one = List.of(header);
    return lane.rules()
        .byThemselves(one)
        .or(() -> lane.ledger().enter(one, parent, now).refusal())
        .map(Refusal::reason);
  }

  /** Has an entry and what stands on it count as invalid; answers why not, or nothing. */
  Optional<String> invalidate(int entry, int lowest) {
    Entries entries = lane.index().entries();
    if (active.has(entry) && entries.height(entry) < lowest) {
      return Optional.of(
          "height %d is below %d, from where on blocks are kept"
              .formatted(entries.height(entry), lowest));
    }
    if (entry == 0 || lane.index().invalid(entry)) {
      return Optional.empty();
    }
    Optional<String> unwritten = refusals.refuse(entry);
    if (unwritten.isEmpty()) {
      active.invalidate(entry, Refusals.REASON);
    }
    return unwritten;
  }

  Optional<String> reconsider(int entry) {
    Optional<String> unwritten = refusals.reconsider(entry);
    if (unwritten.isEmpty()) {
      active.reconsider(entry);
    }
    return unwritten;
  }

  Optional<String> prefer(int entry) {
    if (lane.index().entries().work(entry).compareTo(work()) >= 0) {
      active.prefer(entry);
    }
    return Optional.empty();
  }

  private UInt256 work() {
    return lane.index().entries().work(active.line().tip());
  }

  /** What a block of the active chain spent, where it is remembered. */
  Optional<List<Coins.Coin>> spent(Hash256 block) {
    int entry = lane.index().find(block);
    return entry < 0 || !active.has(entry)
        ? Optional.empty()
        : active.spent(lane.index().entries().height(entry));
  }

  /** The unspent outputs whose script is wanted. */
  Optional<BlockTree.Scan> scan(Predicate<byte[]> wanted) {
    return coins.map(
        live -> {
          List<BlockTree.Found> found = new ArrayList<>();
          for (StoredCoin coin : live.table().all()) {
            if (wanted.test(coin.script())) {
              found.add(
                  new BlockTree.Found(
                      coin.place(),
                      coin,
                      lane.index().entries().hash(active.line().at(coin.height()))));
            }
          }
          return new BlockTree.Scan(
              lane.index().entries().view(active.line().tip()), live.size(), found);
        });
  }
}
