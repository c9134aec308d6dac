package org.patchbay.api.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;

/**
 * The tree of blocks and the branch of it that is followed, as operators see and steer it. What
 * answers at once may be asked from any thread; what takes a consumer answers it on the node loop.
 */
@ProviderType
public interface BlockTree {
  /** The header of the active chain, whose last block is {@link Blocks#tip}, at a height. */
  Optional<HeaderView> active(int height);

  /** Whether a stored header is part of the active chain. */
  boolean isActive(HeaderView header);

  /** What must and may be in the block after the active tip. */
  Next next();

  /** Soft forks that are activated by a vote of miners, as they stand for the block after one. */
  List<Vote> votes(HeaderView header);

  /** Height from which on a soft fork is active whose vote is long over. */
  int activation(Rule rule);

  /** Bytes that headers and blocks take on disk. */
  long bytesOnDisk();

  /** What is known of a block, as if it ended a branch; empty when its header is not stored. */
  void state(Hash256 block, Consumer<? super Optional<Branch.State>> answer);

  /** The ends of all branches, the highest first. */
  void branches(Consumer<? super List<Branch>> answer);

  /**
   * Whether a block would be valid after the active tip, its proof of work and its scripts aside.
   *
   * @param answer told Bitcoin Core's word for the first rule that is broken, with the values; or
   *     empty
   */
  void test(Block block, Consumer<? super Optional<String>> answer);

  /**
   * Enters a header, as who trusts it.
   *
   * @param answer told why it is not stored; empty when it is, or was known
   */
  void enter(BlockHeader header, Consumer<? super Optional<String>> answer);

  /**
   * Has the node treat a block, and what stands on it, as invalid until {@link #reconsider}, after
   * a restart too.
   *
   * @param answer told why not; empty once the active chain leads elsewhere
   */
  void invalidate(Hash256 block, Consumer<? super Optional<String>> answer);

  /** Takes a block, what it stands on and what stands on it for not yet judged. */
  void reconsider(Hash256 block, Consumer<? super Optional<String>> answer);

  /**
   * Prefers a block to others with as much work, until the next that is preferred or the end of the
   * run.
   */
  void prefer(Hash256 block, Consumer<? super Optional<String>> answer);

  /**
   * The outputs that a block of the active chain spent, in the order of its inputs without the
   * coinbase's; empty when that is not remembered.
   */
  void spent(Hash256 block, Consumer<? super Optional<List<Coins.Coin>>> answer);

  /**
   * All unspent outputs whose script is wanted, at one moment; empty where they are not kept.
   *
   * @param wanted called on a worker, and does not change the array
   */
  void scan(Predicate<byte[]> wanted, Consumer<? super Optional<Scan>> answer);

  /**
   * Rules of the block after the active tip. Immutable.
   *
   * @param parent the active tip
   * @param version with which miners vote for what is voted on
   * @param subsidy satoshi that it may create
   * @param earliest lowest time it may have, in unix seconds, by BIP94 too
   * @param difficulty compact bits by its time, unsigned 32 bits
   */
  record Next(HeaderView parent, int version, long subsidy, long earliest, Difficulty difficulty) {}

  /** Compact bits that a block of a certain time must have. */
  interface Difficulty {
    /** Unsigned 32 bits. */
    long bits(long time);
  }

  /** Soft forks whose vote is over. */
  enum Rule {
    /** The height in the coinbase (BIP34). */
    HEIGHT,
    /** Strict signatures (BIP66). */
    STRICT_DER,
    /** Absolute lock times in scripts (BIP65). */
    LOCK_TIME,
    /** Relative lock times (BIP68, BIP112, BIP113). */
    RELATIVE_LOCK_TIME,
    /** Witnesses (BIP141, BIP143, BIP147). */
    WITNESS
  }

  /**
   * A vote of miners (BIP9). Immutable.
   *
   * @param bit of the version
   * @param start unix seconds; -1 for always active
   * @param timeout unix seconds; {@link Long#MAX_VALUE} for never
   * @param leastHeight of activation
   * @param since height of the first block of the state
   * @param next state of the block after the header
   * @param period of blocks that are counted together
   * @param threshold blocks of a period that must signal
   * @param signals whether each block of the current period up to the header signalled
   */
  record Vote(
      String name,
      int bit,
      long start,
      long timeout,
      int leastHeight,
      State state,
      int since,
      State next,
      int period,
      int threshold,
      List<Boolean> signals) {
    /** Where a vote can stand. */
    public enum State {
      /** Not begun. */
      DEFINED,
      /** Signals are counted. */
      STARTED,
      /** Won, and active after one more period. */
      LOCKED_IN,
      /** In force. */
      ACTIVE,
      /** Lost. */
      FAILED
    }

    /** Copies. */
    public Vote {
      signals = List.copyOf(signals);
    }
  }

  /**
   * The end of a branch. Immutable.
   *
   * @param length blocks by which it is beside the active chain; 0 for the active tip
   */
  record Branch(HeaderView end, int length, State state) {
    /** What is known of a branch. */
    public enum State {
      /** The active chain. */
      ACTIVE,
      /** Was connected once. */
      VALID_FORK,
      /** All its blocks are here; it was never connected. */
      VALID_HEADERS,
      /** Some of its blocks are not here. */
      HEADERS_ONLY,
      /** Holds a block that breaks a rule. */
      INVALID
    }
  }

  /**
   * Unspent outputs that were looked for. Immutable.
   *
   * @param tip active tip at that moment
   * @param looked how many unspent outputs there were
   */
  record Scan(HeaderView tip, long looked, List<Found> found) {
    /** Copies. */
    public Scan {
      found = List.copyOf(found);
    }
  }

  /**
   * An unspent output and its place. Immutable.
   *
   * @param block that made it
   */
  record Found(OutPoint place, Coins.Coin coin, Hash256 block) {}
}
