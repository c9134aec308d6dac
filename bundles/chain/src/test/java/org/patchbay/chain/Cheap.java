package org.patchbay.chain;

import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** Networks like the real ones, on which a header takes two hashes. */
final class Cheap {
  /** Leaves room above for the product of a target and a timespan. */
  static final long EASY = 0x2003ffffL;

  private Cheap() {}

  /** Retargets every five headers, which should take ten seconds. */
  static ChainParams retargeting(boolean minimumDifficulty, boolean bip94) {
    return retargeting(minimumDifficulty, bip94, UInt256.ZERO);
  }

  static ChainParams retargeting(boolean minimumDifficulty, boolean bip94, UInt256 minimum) {
    return new ChainParams(
        "cheap",
        Target.of((int) EASY),
        10,
        5,
        minimumDifficulty,
        bip94,
        false,
        1,
        20,
        30,
        minimum,
        5,
        20,
        Miner.mine(1, Hash256.ZERO, 1_300_000_000, EASY, 0),
        new Deployments(1, 0, 150));
  }

  /** Regtest, of which a chain must have a minimum of work: two for each header. */
  static ChainParams demanding(int headers, int period, int buffer) {
    return new ChainParams(
        "demanding",
        Target.of(0x207fffff),
        86_400,
        144,
        true,
        false,
        true,
        1,
        1,
        1,
        UInt256.of(2L * headers),
        period,
        buffer,
        Network.REGTEST.genesis(),
        new Deployments(1, 0, 150));
  }

  /** Main, of which a chain may have less work. */
  static ChainParams main(UInt256 minimum) {
    ChainParams real = ChainParams.of(Network.MAIN);
    return new ChainParams(
        real.name(),
        real.limit(),
        real.timespan(),
        real.interval(),
        real.minimumDifficulty(),
        real.bip94(),
        real.noRetargeting(),
        real.version2(),
        real.version3(),
        real.version4(),
        minimum,
        real.commitmentPeriod(),
        real.redownloadBuffer(),
        real.genesis(),
        real.deployments());
  }
}
