package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;

class DiskCheckTest extends HealthContract {
  @Override
  protected DiskCheck check() {
    return check(new Object[0]);
  }

  private static DiskCheck check(Object... keysAndValues) {
    return new DiskCheck(FakeConfig.of(DiskCheck.Config.class, keysAndValues));
  }

  private static Severity found(DiskCheck check, FakeVitals vitals) {
    return check.look(vitals).severity();
  }

  private static final long MEGABYTE = 1_000_000;

  @Test
  void littleRoomIsAWarningAndHardlyAnyIsCritical() {
    FakeVitals vitals = FakeVitals.healthy();
    assertEquals(Severity.OK, found(check(), vitals.disk(2_000 * MEGABYTE, "")));
    assertEquals(Severity.WARNING, found(check(), vitals.disk(2_000 * MEGABYTE - 1, "")));
    assertEquals(Severity.WARNING, found(check(), vitals.disk(200 * MEGABYTE, "")));
    assertEquals(Severity.CRITICAL, found(check(), vitals.disk(200 * MEGABYTE - 1, "")));
    assertEquals(Severity.OK, found(check("warn.megabytes", 0L, "critical.megabytes", 0L), vitals));
  }

  @Test
  void aDiskThatCannotBeWrittenIsCriticalHoweverMuchRoomItHas() {
    assertEquals(
        Finding.critical("the data folder cannot be written: Read-only file system"),
        check().look(FakeVitals.healthy().disk(Long.MAX_VALUE, "Read-only file system")));
  }

  @Test
  void beforeTheFirstLookNobodyMinds() {
    assertEquals(Severity.OK, found(check(), FakeVitals.healthy().noDisk()));
  }
}
