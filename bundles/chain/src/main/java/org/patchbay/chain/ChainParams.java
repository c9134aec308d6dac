package org.patchbay.chain;

import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/**
 * The header rules of one network (protocol-facts §18.2 to §18.4, §14.5). Immutable.
 *
 * @param name as in the head of the headers file
 * @param limit easiest target
 * @param timespan seconds that a period between retargets should take
 * @param interval headers of a period
 * @param minimumDifficulty whether a late header may be easiest
 * @param bip94 whether the timewarp rule and the first header's bits hold at a retarget
 * @param noRetargeting whether the difficulty stays
 * @param version2 height from which versions below 2 are refused (BIP34)
 * @param version3 height from which versions below 3 are refused (BIP66)
 * @param version4 height from which versions below 4 are refused (BIP65)
 * @param minimumWork work below which a chain is not the network's
 * @param commitmentPeriod headers of a low-work sync per commitment
 * @param redownloadBuffer headers held back while a low-work sync is checked
 * @param genesis the first header
 * @param deployments from where on rules of blocks hold
 */
record ChainParams(
    String name,
    Target limit,
    long timespan,
    int interval,
    boolean minimumDifficulty,
    boolean bip94,
    boolean noRetargeting,
    int version2,
    int version3,
    int version4,
    UInt256 minimumWork,
    int commitmentPeriod,
    int redownloadBuffer,
    BlockHeader genesis,
    Deployments deployments) {
  /** Seconds that should lie between two headers, on every network. */
  static final int SPACING = 600;

  private static final int TWO_WEEKS = 1_209_600;

  static ChainParams of(Network network) {
    return switch (network) {
      case MAIN ->
          new ChainParams(
              network.id(),
              Target.of(0x1d00ffff),
              TWO_WEEKS,
              2016,
              false,
              false,
              false,
              227_931,
              363_725,
              388_381,
              UInt256.ofHex("1128750f82f4c366153a3a030"),
              641,
              15_218,
              network.genesis(),
              new Deployments(419_328, 481_824, 210_000));
      case TEST ->
          new ChainParams(
              network.id(),
              Target.of(0x1d00ffff),
              TWO_WEEKS,
              2016,
              true,
              false,
              false,
              21_111,
              330_776,
              581_885,
              UInt256.ofHex("17dde1c649f3708d14b6"),
              673,
              14_460,
              network.genesis(),
              new Deployments(770_112, 834_624, 210_000));
      case TESTNET4 ->
          new ChainParams(
              network.id(),
              Target.of(0x1d00ffff),
              TWO_WEEKS,
              2016,
              true,
              true,
              false,
              1,
              1,
              1,
              UInt256.ofHex("9a0fe15d0177d086304"),
              606,
              16_092,
              network.genesis(),
              new Deployments(1, 1, 210_000));
      case SIGNET ->
          new ChainParams(
              network.id(),
              Target.of(0x1e0377ae),
              TWO_WEEKS,
              2016,
              false,
              false,
              false,
              1,
              1,
              1,
              UInt256.ofHex("b463ea0a4b8"),
              620,
              15_724,
              network.genesis(),
              new Deployments(1, 1, 210_000));
      case REGTEST ->
          new ChainParams(
              network.id(),
              Target.of(0x207fffff),
              86_400,
              144,
              true,
              false,
              true,
              1,
              1,
              1,
              UInt256.ZERO,
              275,
              7_017,
              network.genesis(),
              new Deployments(1, 0, 150));
    };
  }
}
