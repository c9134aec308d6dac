package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;

class LoopLagCheckTest extends HealthContract {
  @Override
  protected LoopLagCheck check() {
    return check(new Object[0]);
  }

  private static LoopLagCheck check(Object... keysAndValues) {
    return new LoopLagCheck(FakeConfig.of(LoopLagCheck.Config.class, keysAndValues));
  }

  @Test
  void limitsAreInMilliseconds() {
    LoopLagCheck check = check("warn.millis", 5, "critical.millis", 50);
    FakeVitals vitals = FakeVitals.healthy();
    assertEquals(
        Finding.fine("a task waited 5.0 ms for the loop (max 5 ms, critical 50 ms)"),
        check.look(vitals.loopLag(5_000_000)));
    assertEquals(
        Finding.warning("a task waited 5.1 ms for the loop (max 5 ms, critical 50 ms)"),
        check.look(vitals.loopLag(5_100_000)));
    assertEquals(
        Finding.critical("a task waited 51.0 ms for the loop (max 5 ms, critical 50 ms)"),
        check.look(vitals.loopLag(51_000_000)));
  }
}
