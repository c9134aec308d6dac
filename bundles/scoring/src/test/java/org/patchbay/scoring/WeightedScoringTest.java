package org.patchbay.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.ScoringContract;

class WeightedScoringTest extends ScoringContract {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final long DAY = 24 * HOUR;
  private static final double EXACT = 1e-9;

  @Override
  protected ScoringPolicy policy() {
    return with();
  }

  private static WeightedScoring with(Object... keysAndValues) {
    return new WeightedScoring(config(keysAndValues));
  }

  private static WeightedScoring.Config config(Object... keysAndValues) {
    return FakeConfig.of(WeightedScoring.Config.class, keysAndValues);
  }

  private static FakePeer peer() {
    return FakePeer.inbound().established();
  }

  @Test
  void aStrangerHasNothing() {
    assertEquals(0, with().open(peer(), 0).score(peer(), 0));
  }

  @Test
  void theReferenceRoundTripCountsHalf() {
    FakePeer peer = peer().minPing(200_000_000);
    assertEquals(0.3 * 0.5, with().open(peer, 0).score(peer, 0), EXACT);
    peer.minPing(0);
    assertEquals(0.3, with().open(peer, 0).score(peer, 0), EXACT);
  }

  @Test
  void aFarNewcomerIsWorthMoreThanANearNuisance() {
    FakePeer far = peer().minPing(1_500_000_000);
    assertTrue(with().open(far, 0).score(far, 0) > 0.03);
    FakePeer near = peer().minPing(10_000_000);
    PeerScore score = with().open(near, 0);
    for (int i = 0; i < 200; i++) {
      score.on(Fact.nuisance(Fact.Nuisance.Kind.RATE_LIMITED, "ping"), 0);
    }
    assertTrue(score.score(near, 0) < 0.03);
  }

  @Test
  void theFasterPeerScoresHigher() {
    FakePeer near = peer().minPing(10_000_000);
    FakePeer far = peer().minPing(600_000_000);
    assertTrue(with().open(near, 0).score(near, 0) > with().open(far, 0).score(far, 0));
  }

  @Test
  void uptimeCountsUpToADay() {
    FakePeer peer = peer();
    PeerScore score = with().open(peer, 0);
    assertEquals(0.3 * 0.5, score.score(peer, 12 * HOUR), EXACT);
    assertEquals(0.3, score.score(peer, DAY), EXACT);
    assertEquals(0.3, score.score(peer, 9 * DAY), EXACT);
  }

  @Test
  void bandwidthIsTheMeanOfTheLastMinutes() {
    WeightedScoring policy =
        with("weight.latency", 0.0, "weight.uptime", 0.0, "bandwidth.bytes", 10_000L);
    FakePeer peer = peer();
    PeerScore score = policy.open(peer, 0);
    for (int second = 1; second <= 600; second++) {
      score.score(peer.bytesIn(second * 5_000L), second * SECOND);
    }
    double afterTheMean = 0.5 * (1 - Math.exp(-1));
    assertEquals(afterTheMean, score.score(peer, 600 * SECOND), EXACT);
    assertEquals(afterTheMean * Math.exp(-2), score.score(peer, 1_800 * SECOND), EXACT);
  }

  @Test
  void howOftenItIsAskedMakesNoDifference() {
    FakePeer peer = peer();
    PeerScore often = with().open(peer, 0);
    PeerScore once = with().open(peer, 0);
    for (int i = 1; i <= 10_000; i++) {
      often.score(peer.bytesIn(i * 100L), i * SECOND / 10);
    }
    assertEquals(once.score(peer, 1_000 * SECOND), often.score(peer, 1_000 * SECOND), EXACT);
  }

  @Test
  void openedLateItIsSeededFromTheCounters() {
    FakePeer peer = peer();
    PeerScore early = with().open(peer, 0);
    for (int second = 1; second <= 3_000; second++) {
      early.score(peer.bytesIn(second * 7_000L), second * SECOND);
    }
    PeerScore late = with().open(peer, 3_000 * SECOND);
    assertEquals(early.score(peer, 3_000 * SECOND), late.score(peer, 3_000 * SECOND), EXACT);
    peer.bytesIn(3_100 * 7_000L);
    assertEquals(early.score(peer, 3_100 * SECOND), late.score(peer, 3_100 * SECOND), EXACT);
  }

  @Test
  void weightsAreSharesOfTheirSum() {
    FakePeer peer = peer().minPing(0);
    ScoringPolicy policy =
        with("weight.latency", 3.0, "weight.uptime", 0.0, "weight.bandwidth", 1.0);
    assertEquals(0.75, policy.open(peer, 0).score(peer, 0), EXACT);
  }

  @Test
  void anOffenceHalvesTheScoreAndFades() {
    FakePeer peer = peer();
    PeerScore score = with().open(peer, 0);
    assertEquals(0.3, score.score(peer, DAY), EXACT);
    score.on(Fact.offence(Fact.Offence.Kind.BAD_SENDCMPCT, "announce 2"), DAY);
    assertEquals(0.15, score.score(peer, DAY), EXACT);
    assertEquals(0.2, score.score(peer, DAY + HOUR), EXACT);
    assertEquals(0.3, score.score(peer, 10 * DAY), 1e-6);
  }

  @Test
  void nuisancesWeighLittleAndAddUp() {
    FakePeer peer = peer();
    PeerScore score = with().open(peer, 0);
    Fact nuisance = Fact.nuisance(Fact.Nuisance.Kind.CHECKSUM, "tx");
    score.on(nuisance, DAY);
    assertEquals(0.3 / 1.05, score.score(peer, DAY), EXACT);
    for (int i = 0; i < 19; i++) {
      score.on(nuisance, DAY);
    }
    assertEquals(0.15, score.score(peer, DAY), EXACT);
    for (int i = 0; i < 100_000; i++) {
      score.on(nuisance, DAY);
    }
    assertEquals(0.3 / 11, score.score(peer, DAY), EXACT);
  }

  @Test
  void whatANewerNodeMayDoDoesNotWeigh() {
    FakePeer peer = peer();
    PeerScore score = with().open(peer, 0);
    score.on(Fact.nuisance(Fact.Nuisance.Kind.UNKNOWN_COMMAND, "sendpackages"), DAY);
    score.on(Fact.nuisance(Fact.Nuisance.Kind.UNREQUESTED, "blocktxn"), DAY);
    score.on(Fact.nuisance(Fact.Nuisance.Kind.UNCONNECTING, "headers"), DAY);
    score.on(Fact.nuisance(Fact.Nuisance.Kind.LOW_WORK, "headers"), DAY);
    assertEquals(0.3, score.score(peer, DAY), EXACT);
  }

  @Test
  void aChangeIsInForceAtOnceAndABadOneIsRefused() {
    WeightedScoring policy = with();
    FakePeer peer = peer();
    PeerScore score = policy.open(peer, 0);
    policy.modified(config("uptime.seconds", 3_600L));
    assertEquals(0.3, score.score(peer, HOUR), EXACT);
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                policy.modified(
                    config("weight.latency", 0.0, "weight.uptime", 0.0, "weight.bandwidth", 0.0)));
    assertEquals(
        "weight.latency 0.0, weight.uptime 0.0, weight.bandwidth 0.0"
            + " (none below 0, sum above 0)",
        refusal.getMessage());
    for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class, () -> policy.modified(config("weight.uptime", bad)));
    }
    assertEquals(0.3, score.score(peer, HOUR), EXACT);
  }
}
