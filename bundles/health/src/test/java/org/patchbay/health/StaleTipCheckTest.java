package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

class StaleTipCheckTest extends HealthContract {
  @Override
  protected StaleTipCheck check() {
    return check(new Object[0]);
  }

  private static StaleTipCheck check(Object... keysAndValues) {
    return new StaleTipCheck(FakeConfig.of(StaleTipCheck.Config.class, keysAndValues));
  }

  @Test
  void halfAnHourIsStaleAndTwoHoursAreCritical() {
    FakeVitals vitals = FakeVitals.healthy();
    assertEquals(Severity.OK, check().look(vitals.secondsSinceTip(1_800)).severity());
    Finding stale = check().look(vitals.secondsSinceTip(1_801));
    assertEquals(
        "no new block for 1801 s at height 800000 (max 1800 s, critical 7200 s)", stale.detail());
    assertEquals(Severity.WARNING, stale.severity());
    assertEquals(Severity.CRITICAL, check().look(vitals.secondsSinceTip(7_201)).severity());
  }

  @Test
  void somebodyElseIsAskedThoughAllSlotsAreTaken() {
    Finding finding = check().look(FakeVitals.healthy().secondsSinceTip(9_999));
    assertEquals(List.of(Remedy.dial(1, Set.of(NetworkClass.values()))), finding.helps());
  }

  @Test
  void regtestIsMindedOnlyWhenAskedTo() {
    FakeVitals vitals = FakeVitals.healthy().network(Network.REGTEST).secondsSinceTip(9_999);
    assertEquals(Severity.OK, check().look(vitals).severity());
    assertEquals(Severity.CRITICAL, check("on.regtest", true).look(vitals).severity());
  }

  @Test
  void aNodeWithoutAChainHasNoStaleTip() {
    FakeVitals vitals = FakeVitals.healthy().tipHeight(-1).secondsSinceTip(9_999);
    assertEquals(Finding.fine("no chain"), check().look(vitals));
  }
}
