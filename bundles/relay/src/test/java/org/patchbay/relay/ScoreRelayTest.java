package org.patchbay.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.api.relay.AnnounceGroup.Kind;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeGroup;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.RelayContract;

class ScoreRelayTest extends RelayContract {
  private static final long SECOND = 1_000_000_000L;

  private final ScoreRelay.Config config = FakeConfig.of(ScoreRelay.Config.class);

  @Override
  protected RelayPolicy policy() {
    return new ScoreRelay(FakeConfig.of(ScoreRelay.Config.class));
  }

  private static FakePeer scored(double score) {
    return FakePeer.inbound().established().score(score);
  }

  @Test
  void theBetterTheBestOfAGroupTheShorterItsWait() {
    assertEquals(0.5e9, meanWait(FakeGroup.of(Kind.OUTBOUND, scored(1))), 5e7);
    assertEquals(4e9, meanWait(FakeGroup.of(Kind.OUTBOUND, scored(0))), 3e8);
    assertEquals(1.25e9, meanWait(FakeGroup.of(Kind.INBOUND, scored(0), scored(1))), 1e8);
    assertTrue(
        meanWait(FakeGroup.of(Kind.INBOUND, scored(0.8)))
            < meanWait(FakeGroup.of(Kind.INBOUND, scored(0.2))));
  }

  @Test
  void trustedPeersWaitForNothingWhateverTheyAreWorth() {
    assertEquals(0, policy().delay(FakeGroup.of(Kind.TRUSTED, scored(0)), new SplittableRandom(1)));
  }

  @Test
  void withoutAScoreLatencyUptimeAndBandwidthAreWeighed() {
    FakePeer newcomer = FakePeer.inbound().established();
    assertEquals(0, PeerWorth.of(newcomer, config));
    FakePeer near = FakePeer.inbound().established().minPing(200_000_000);
    assertEquals(0.15, PeerWorth.of(near, config), 1e-9);
    FakePeer far = FakePeer.inbound().established().minPing(1_800_000_000);
    assertTrue(PeerWorth.of(far, config) < PeerWorth.of(near, config), "a slow peer is worth less");
    FakePeer generous =
        FakePeer.inbound()
            .established()
            .connectedAt(SECOND)
            .lastReceived(SECOND + 43_200 * SECOND)
            .bytesIn(43_200L * 10_000);
    assertEquals(0.15 + 0.2, PeerWorth.of(generous, config), 1e-9);
  }

  @Test
  void weightsAreConfigured() {
    ScoreRelay.Config latencyAlone =
        FakeConfig.of(ScoreRelay.Config.class, "weight.uptime", 0.0, "weight.bandwidth", 0.0);
    FakePeer near = FakePeer.inbound().established().minPing(0);
    assertEquals(1, PeerWorth.of(near, latencyAlone));
    ScoreRelay.Config none =
        FakeConfig.of(
            ScoreRelay.Config.class,
            "weight.latency",
            0.0,
            "weight.uptime",
            0.0,
            "weight.bandwidth",
            0.0);
    FakePeer far = FakePeer.inbound().established().minPing(1_000_000_000);
    assertEquals(PeerWorth.of(far, none), PeerWorth.of(near, none));
  }
}
