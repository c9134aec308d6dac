package org.patchbay.mining;

import java.util.Optional;
import org.patchbay.wire.Block;
import org.patchbay.wire.ProofOfWork;

/**
 * The search for a nonce.
 *
 * @param block with its work done; empty when none was found
 * @param left tries that are left
 */
record Work(Optional<Block> block, long left) {
  /** Tries the nonces of a block from 0 on; one that is right at once costs no try. */
  static Work on(Block block, long tries) {
    return ProofOfWork.search(block.header(), tries)
        .map(
            header ->
                new Work(
                    Optional.of(Block.of(header, block.transactions())), tries - header.nonce()))
        .orElse(new Work(Optional.empty(), 0));
  }
}
