package org.patchbay.api.chain;

import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.wire.Block;
import org.patchbay.wire.Hash256;

/**
 * Blocks: checked, kept on disk and connected to the active chain, which follows the best header
 * chain as far as its blocks are there. Reading is possible from any thread.
 */
@ProviderType
public interface Blocks {
  /** {@link #keep} of a node that keeps every block. */
  int ALL = Integer.MAX_VALUE;

  /**
   * The last connected block: it and what is before it, as far as this node keeps blocks, are
   * checked and on disk. At first the genesis block.
   */
  HeaderView tip();

  /** True until, once, the tip had the minimum work and was less than 24 hours old (§14.10). */
  boolean initialDownload();

  /** How many of the last blocks are kept; {@link #ALL} for all, 0 for headers alone. */
  int keep();

  /** The lowest height from which on every block of the active chain is on disk. */
  int lowest();

  /**
   * The lowest height at which a block of the best header chain is wanted and missing: above {@link
   * #tip} where the chain just grows, above the fork where it reorganises, and within the last
   * {@link #keep} heights. All of that chain before it is on disk, and need not be connected: a
   * branch is connected once it has more work. {@link Integer#MAX_VALUE} while none is wanted, as
   * below the minimum work.
   */
  int wantedFrom();

  /** Whether a block is on disk, or was offered and is being checked. */
  boolean has(Hash256 block);

  /** True while so much waits to be checked that no more should be asked for. */
  boolean busy();

  /**
   * Offers a block. It is checked, written and connected elsewhere; the outcome comes on the node
   * loop. Confined to the node loop.
   *
   * @param requested that we asked for it; others are taken under the conditions of §14.7 alone
   */
  void offer(Block block, boolean requested, Consumer<? super Outcome> answer);

  /** Reads a block from disk; the answer comes on the node loop, empty when it is not there. */
  void read(Hash256 block, Consumer<? super Optional<Block>> answer);

  /** Unspent outputs, where this node keeps them: on regtest (scripts are not checked). */
  Optional<Coins> coins();

  /** Told on the node loop, in order, of every block that is connected or disconnected. */
  Cancellable onChange(Consumer<? super BlockChange> listener);

  /** What became of an offered block. */
  @ProviderType
  interface Outcome {
    /** What happened. */
    Kind kind();

    /** Its header and place, when the header is stored. */
    Optional<HeaderView> header();

    /** Why it was refused, with the values that mattered; empty when it was not. */
    String detail();

    /** What can become of a block. */
    enum Kind {
      /** On disk and part of the active chain. */
      CONNECTED,
      /** On disk; not, or not yet, part of the active chain. */
      STORED,
      /** We had it. */
      KNOWN,
      /** Its parent is not known. */
      ORPHAN,
      /** Not what its header commits to: says nothing about the hash (§6.2). */
      MUTATED,
      /** Breaks a rule, and its hash is remembered as invalid. */
      INVALID,
      /** Not asked for, and outside of what is taken unasked (§14.7). */
      UNWANTED,
      /** Its time is too far ahead of our clock: it may be taken another time. */
      FUTURE,
      /** Could not be written. */
      NOT_STORED
    }
  }
}
