package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;

class BandwidthCheckTest extends HealthContract {
  @Override
  protected BandwidthCheck check() {
    return check(new Object[0]);
  }

  private static BandwidthCheck check(Object... keysAndValues) {
    return new BandwidthCheck(FakeConfig.of(BandwidthCheck.Config.class, keysAndValues));
  }

  private static Severity found(BandwidthCheck check, FakeVitals vitals) {
    return check.look(vitals).severity();
  }

  @Test
  void noLimitIsNoStrain() {
    FakeVitals vitals = FakeVitals.healthy().bytesInPerSecond(1e12).bytesOutPerSecond(1e12);
    assertEquals(Severity.OK, found(check(), vitals));
  }

  @Test
  void eachDirectionHasItsLimit() {
    BandwidthCheck check = check("in.bytes.per.second", 1_000L, "out.bytes.per.second", 2_000L);
    FakeVitals vitals = FakeVitals.healthy().bytesInPerSecond(1_000).bytesOutPerSecond(2_000);
    assertEquals(Severity.OK, found(check, vitals));
    assertEquals(Severity.WARNING, found(check, vitals.bytesInPerSecond(1_001)));
    assertEquals(
        Severity.WARNING, found(check, vitals.bytesInPerSecond(0).bytesOutPerSecond(2_001)));
  }

  @Test
  void whatWaitsForAllPeersCountsAndAFewCannotFillIt() {
    FakePeer slow = FakePeer.inbound().established().queuedOut(30_000_000);
    FakeVitals vitals = FakeVitals.healthy();
    BandwidthCheck check = check("queued.out.bytes", 64_000_000L);
    assertEquals(Severity.OK, found(check, vitals.peers(Collections.nCopies(64, slow))));
    assertEquals(Severity.WARNING, found(check, vitals.peers(Collections.nCopies(65, slow))));
    assertEquals(Severity.OK, found(check("queued.out.bytes", 0L), vitals));
  }

  @Test
  void backingOffWouldHelp() {
    Finding finding = check("in.bytes.per.second", 1L).look(FakeVitals.healthy());
    assertEquals(List.of(Remedy.ease()), finding.helps());
  }
}
