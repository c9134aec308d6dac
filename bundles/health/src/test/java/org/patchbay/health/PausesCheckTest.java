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

class PausesCheckTest extends HealthContract {
  @Override
  protected PausesCheck check() {
    return check(new Object[0]);
  }

  private static PausesCheck check(Object... keysAndValues) {
    return new PausesCheck(FakeConfig.of(PausesCheck.Config.class, keysAndValues));
  }

  private static Severity found(PausesCheck check, FakeVitals vitals) {
    return check.look(vitals).severity();
  }

  private static final long SECOND = 1_000_000_000L;
  private static final long NOW = 3_600 * SECOND;

  /** So many peers, of whom some were not read, or did not read, for so many seconds. */
  private static FakeVitals peers(int all, int unread, int unsent, long seconds) {
    List<FakePeer> peers = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      FakePeer peer =
          FakePeer.inbound().established().id(i).lastReceived(NOW).lastSent(NOW).queuedOut(10);
      if (i < unread) {
        peer.paused(true).lastReceived(NOW - seconds * SECOND);
      }
      if (i < unsent) {
        peer.lastSent(NOW - seconds * SECOND);
      }
      peers.add(peer);
    }
    return FakeVitals.healthy().now(NOW).peers(peers);
  }

  @Test
  void aPauseIsLongFromItsLimitOn() {
    assertEquals(Severity.OK, found(check(), peers(10, 10, 0, 29)));
    assertEquals(Severity.CRITICAL, found(check(), peers(10, 10, 0, 30)));
    assertEquals(Severity.CRITICAL, found(check(), peers(10, 0, 10, 30)));
  }

  @Test
  void theShareCountsAndEachDirectionForItself() {
    assertEquals(Severity.OK, found(check(), peers(100, 19, 0, 60)));
    assertEquals(Severity.WARNING, found(check(), peers(100, 20, 0, 60)));
    assertEquals(Severity.WARNING, found(check(), peers(100, 0, 59, 60)));
    assertEquals(Severity.CRITICAL, found(check(), peers(100, 0, 60, 60)));
    assertEquals(Severity.WARNING, found(check(), peers(100, 59, 59, 60)));
  }

  @Test
  void aFewAreTheirOwnMatter() {
    assertEquals(Severity.OK, found(check(), peers(2, 2, 2, 60)));
    assertEquals(Severity.CRITICAL, found(check(), peers(3, 3, 0, 60)));
    assertEquals(Severity.OK, found(check("peers.min", 4), peers(3, 3, 0, 60)));
  }

  @Test
  void whatIsPausedAndWhatWaitsIsTold() {
    Finding finding = check().look(peers(10, 2, 5, 31));
    assertEquals(
        "of 10 peers 2 not read and 5 not reading for 30 s (max 20 %, critical 60 %, 3 peers)",
        finding.detail());
    assertEquals(List.of(), finding.helps());
  }

  @Test
  void silenceIsNoPause() {
    List<FakePeer> idle = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      idle.add(FakePeer.inbound().established().lastReceived(0).lastSent(0));
    }
    assertEquals(Severity.OK, found(check(), FakeVitals.healthy().now(NOW).peers(idle)));
  }
}
