package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;

class ClockCheckTest extends HealthContract {
  @Override
  protected ClockCheck check() {
    return check(new Object[0]);
  }

  private static ClockCheck check(Object... keysAndValues) {
    return new ClockCheck(FakeConfig.of(ClockCheck.Config.class, keysAndValues));
  }

  private static Severity found(ClockCheck check, FakeVitals vitals) {
    return check.look(vitals).severity();
  }

  private static FakeVitals clocks(long... offsets) {
    List<FakePeer> peers = new ArrayList<>();
    for (long offset : offsets) {
      peers.add(FakePeer.outbound().established().clockOffset(offset));
    }
    return FakeVitals.healthy().peers(peers);
  }

  @Test
  void theMedianOfEnoughPeersTells() {
    assertEquals(Severity.OK, found(check(), clocks(0, 1, 600, 9_000, 9_000)));
    assertEquals(Severity.WARNING, found(check(), clocks(0, 1, 601, 9_000, 9_000)));
    assertEquals(Severity.OK, found(check(), clocks(-9_000, -9_000, -600, 1, 2)));
    assertEquals(Severity.WARNING, found(check(), clocks(-9_000, -9_000, -601, 1, 2)));
    assertEquals(Severity.OK, found(check(), clocks(9_000, 9_000, 9_000, 9_000)), "too few");
  }

  @Test
  void inboundPeersAreNotBelieved() {
    List<FakePeer> strangers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      strangers.add(FakePeer.inbound().established().clockOffset(-100_000));
    }
    assertEquals(Severity.OK, found(check(), FakeVitals.healthy().peers(strangers)));
  }

  @Test
  void aClockThatMovedIsToldEitherWay() {
    FakeVitals vitals = FakeVitals.healthy();
    assertEquals(Severity.OK, found(check(), vitals.clockMoved(60)));
    assertEquals(Severity.WARNING, found(check(), vitals.clockMoved(60.1)));
    assertEquals(Severity.WARNING, found(check(), vitals.clockMoved(-60.1)));
  }

  @Test
  void bothAreInTheDetail() {
    Finding finding = check().look(clocks(7, 7, 7, 7, 7).clockMoved(-1.26));
    assertEquals(
        "median of 5 peers' clocks 7 s from ours (max 600), moved by -1.3 s within ten minutes"
            + " (max 60)",
        finding.detail());
  }
}
