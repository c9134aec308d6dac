package org.patchbay.lab;

import java.util.random.RandomGenerator;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/**
 * Finds headers at regtest's difficulty, where every second hash will do (protocol-facts §18.3).
 */
final class Mine {
  /** Genesis of regtest (protocol-facts §18.2). */
  static final BlockHeader GENESIS = Network.REGTEST.genesis();

  private static final int VERSION = 0x2000_0000;

  private Mine() {}

  /** The next header, with its proof of work and a merkle root out of thin air. */
  static BlockHeader next(BlockHeader previous, long time, RandomGenerator random) {
    Hash256 root = hash(random);
    for (long nonce = 0; ; nonce++) {
      BlockHeader header =
          new BlockHeader(VERSION, previous.hash(), root, time, GENESIS.bits(), nonce);
      if (header.meetsOwnTarget()) {
        return header;
      }
    }
  }

  /** A hash of nothing. */
  static Hash256 hash(RandomGenerator random) {
    return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }
}
