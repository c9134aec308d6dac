package org.patchbay.mining;

import java.util.Optional;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;

/**
 * The search for a nonce.
 *
 * @param block with its work done; empty when none was found
 * @param left tries that are left
 */
record Work(Optional<Block> block, long left) {
  private static final long LAST_NONCE = 0xFFFF_FFFFL;

  /** Tries the nonces of a block from 0 on; one that is right at once costs no try. */
  static Work on(Block block, long tries) {
    BlockHeader header = block.header();
    long left = tries;
    for (long nonce = 0; nonce < LAST_NONCE && left > 0; nonce++) {
      BlockHeader tried =
          new BlockHeader(
              header.version(),
              header.previous(),
              header.merkleRoot(),
              header.time(),
              header.bits(),
              nonce);
      if (tried.meetsOwnTarget()) {
        return new Work(Optional.of(Block.of(tried, block.transactions())), left);
      }
      left--;
    }
    return new Work(Optional.empty(), left);
  }
}
