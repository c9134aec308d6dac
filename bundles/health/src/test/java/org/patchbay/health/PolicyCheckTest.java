package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;

class PolicyCheckTest extends HealthContract {
  @Override
  protected HealthCheck check() {
    return new PolicyCheck();
  }

  @Test
  void aBenchedPolicyIsNamedWithItsReason() {
    FakeVitals vitals =
        FakeVitals.healthy()
            .slots(List.of(FakeVitals.slot("relay", "core", "", Map.of("score", "threw 3 times"))));
    assertEquals(Finding.warning("relay: score is benched, threw 3 times"), check().look(vitals));
  }

  @Test
  void theBuiltInInAWantedPoliciesPlaceIsReported() {
    FakeVitals vitals =
        FakeVitals.healthy()
            .slots(List.of(FakeVitals.slot("eviction", "built-in", "scored", Map.of())));
    assertEquals(
        Finding.warning("eviction: scored is wanted, built-in judges"), check().look(vitals));
  }

  @Test
  void theBuiltInWhereNobodyWantsAPolicyIsFine() {
    FakeVitals vitals =
        FakeVitals.healthy().slots(List.of(FakeVitals.slot("relay", "built-in", "", Map.of())));
    assertEquals(Finding.fine("1 slots, no policy is benched or missing"), check().look(vitals));
  }

  @Test
  void whateverAPolicySaidTheLineStaysShort() {
    FakeVitals vitals =
        FakeVitals.healthy()
            .slots(List.of(FakeVitals.slot("relay", "core", "", Map.of("x", "a\n".repeat(9_999)))));
    String detail = check().look(vitals).detail();
    assertTrue(detail.length() < 1_000 && detail.lines().count() == 1, detail);
  }
}
