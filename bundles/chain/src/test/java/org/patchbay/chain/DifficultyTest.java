package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** Required bits and permitted transitions. */
class DifficultyTest {
  private static final int LIMIT = 0x1d00ffff;
  private static final int TWO_WEEKS = 1_209_600;

  /** A chain that has the same bits everywhere but where told, and a header every ten minutes. */
  private static final class Made implements Ancestry {
    private final int[] bits;
    private final long[] times;

    Made(int length, int usual) {
      bits = new int[length];
      times = new long[length];
      for (int height = 0; height < length; height++) {
        bits[height] = usual;
        times[height] = 1_300_000_000L + 600L * height;
      }
    }

    Made bits(int height, int value) {
      bits[height] = value;
      return this;
    }

    Made time(int height, long value) {
      times[height] = value;
      return this;
    }

    @Override
    public int bits(int height) {
      return bits[height];
    }

    @Override
    public long time(int height) {
      return times[height];
    }
  }

  @Test
  void workOfOneHeader() {
    assertEquals(UInt256.of(4_295_032_833L), ChainParams.of(Network.MAIN).limit().work());
    assertEquals(UInt256.of(4_838_420), ChainParams.of(Network.SIGNET).limit().work());
    assertEquals(UInt256.of(2), ChainParams.of(Network.REGTEST).limit().work());
  }

  @Test
  void goldenRetarget() {
    Made chain = new Made(32_256, LIMIT).time(30_240, 1_261_130_161L).time(32_255, 1_262_152_739L);
    assertEquals(0x1d00d86a, Difficulty.of(Network.MAIN).required(chain, 32_255, 0));
  }

  @Test
  void aPeriodIsMeasuredOverOneSpacingTooFew() {
    Difficulty rule = Difficulty.of(Network.MAIN);
    // Perfect spacing makes 2015 spacings and so a target that is a 2016th harder.
    Made chain = new Made(4032, 0x1c7fffff);
    assertEquals(rule.retarget(0x1c7fffff, 2015 * 600), rule.required(chain, 4031, 0));
    assertEquals(0x1c7fefbd, rule.required(chain, 4031, 0));
    // What lies before the first header of the period does not count.
    assertEquals(0x1c7fefbd, rule.required(chain.time(2015, 0), 4031, 0));
  }

  @Test
  void aRetargetChangesAtMostFourfold() {
    Difficulty rule = Difficulty.of(Network.MAIN);
    assertEquals(rule.retarget(0x1b0404cb, TWO_WEEKS / 4), rule.retarget(0x1b0404cb, 1));
    assertEquals(0x1b010132, rule.retarget(0x1b0404cb, -5));
    assertEquals(0x1b10132c, rule.retarget(0x1b0404cb, 100L * TWO_WEEKS));
    assertEquals(LIMIT, rule.retarget(LIMIT, 2 * TWO_WEEKS));
    assertEquals(0x1c3fffc0, rule.retarget(LIMIT, 0));
  }

  @Test
  void betweenRetargetsBitsStay() {
    Difficulty rule = Difficulty.of(Network.MAIN);
    Made chain = new Made(3000, 0x1c0ffff0).bits(2500, 0x1c0fff00);
    assertEquals(0x1c0fff00, rule.required(chain, 2500, 9_999_999_999L));
    assertEquals(0x1c0ffff0, rule.required(chain, 2501, 0));
  }

  @Test
  void lateHeadersOfTestNetworksAreEasy() {
    for (Network network : new Network[] {Network.TEST, Network.TESTNET4}) {
      Difficulty rule = Difficulty.of(network);
      Made chain = new Made(2100, 0x1c0ffff0);
      long parent = chain.time(2050);
      assertEquals(0x1c0ffff0, rule.required(chain, 2050, parent + 1200));
      assertEquals(LIMIT, rule.required(chain, 2050, parent + 1201));
    }
  }

  @Test
  void afterEasyHeadersTheOldBitsComeBack() {
    Difficulty rule = Difficulty.of(Network.TEST);
    Made chain = new Made(4100, 0x1c0ffff0).bits(2052, 0x1c0ffeee);
    for (int height = 2053; height < 2060; height++) {
      chain.bits(height, LIMIT);
    }
    assertEquals(0x1c0ffeee, rule.required(chain, 2059, chain.time(2059) + 600));
    // The walk back ends at the first of a period even when that one is easy.
    for (int height = 2016; height < 2053; height++) {
      chain.bits(height, LIMIT);
    }
    assertEquals(LIMIT, rule.required(chain, 2059, chain.time(2059) + 600));
    assertEquals(0x1c0ffff0, rule.required(chain.bits(2016, 0x1c0ffff0), 2059, 0));
  }

  @Test
  void anEasyLastHeaderDecidesTheRetargetOfTest3ButNotOfTestnet4() {
    // BIP94: the base is the first header of the period, which no late header can make easy.
    Made chain = new Made(4032, 0x1c0ffff0).bits(4031, LIMIT);
    int fromEasy = Difficulty.of(Network.MAIN).retarget(LIMIT, 2015 * 600);
    int fromReal = Difficulty.of(Network.MAIN).retarget(0x1c0ffff0, 2015 * 600);
    assertEquals(0x1d00ffde, fromEasy);
    assertEquals(0x1c0ffde7, fromReal);
    assertEquals(fromEasy, Difficulty.of(Network.TEST).required(chain, 4031, 0));
    assertEquals(fromReal, Difficulty.of(Network.TESTNET4).required(chain, 4031, 0));
    assertEquals(fromEasy, Difficulty.of(Network.MAIN).required(chain, 4031, 0));
  }

  @Test
  void regtestNeverRetargets() {
    Difficulty rule = Difficulty.of(Network.REGTEST);
    Made chain = new Made(145, 0x207fffff).time(143, 1);
    assertEquals(0x207fffff, rule.required(chain, 143, 0));
    assertEquals(0x207fffff, rule.required(chain, 50, 0));
  }

  @Test
  void aTransitionIsPermittedWithinAFactorOfFour() {
    Difficulty rule = Difficulty.of(Network.MAIN);
    assertTrue(rule.permitted(2017, 0x1c0ffff0, 0x1c0ffff0));
    assertFalse(rule.permitted(2017, 0x1c0ffff0, 0x1c0fffef));
    int easiest = rule.retarget(0x1c0ffff0, 4 * TWO_WEEKS);
    int hardest = rule.retarget(0x1c0ffff0, TWO_WEEKS / 4);
    assertTrue(rule.permitted(2016, 0x1c0ffff0, easiest));
    assertTrue(rule.permitted(2016, 0x1c0ffff0, hardest));
    assertFalse(rule.permitted(2016, 0x1c0ffff0, easiest + 1));
    assertFalse(rule.permitted(2016, 0x1c0ffff0, hardest - 1));
    assertTrue(rule.permitted(2016, LIMIT, LIMIT));
    assertTrue(Difficulty.of(Network.TEST).permitted(2017, 0x1c0ffff0, LIMIT));
  }
}
