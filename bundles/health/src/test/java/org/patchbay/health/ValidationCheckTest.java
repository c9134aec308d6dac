package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;

class ValidationCheckTest extends HealthContract {
  @Override
  protected HealthCheck check() {
    return new ValidationCheck();
  }

  @Test
  void whatIsNotCheckedIsSaidInPlainWords() {
    assertEquals(
        Finding.warning(
            "unvalidated: scripts are not checked, what this node relays may be invalid"),
        check().look(FakeVitals.healthy().validated(false)));
  }
}
