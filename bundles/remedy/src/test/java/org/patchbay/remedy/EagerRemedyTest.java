package org.patchbay.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.sim.FakeAilment;
import org.patchbay.sim.FakeTreatment;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.RemedyContract;
import org.patchbay.wire.NetworkClass;

class EagerRemedyTest extends RemedyContract {
  private static final Remedy ELSEWHERE = Remedy.dial(2, Set.of(NetworkClass.IPV6));

  @Override
  protected RemedyPolicy policy() {
    return new EagerRemedy();
  }

  @Test
  void theCriticalComesFirstAndTwice() {
    FakeAilment alike =
        new FakeAilment("diversity", Finding.warning("alike").helpedBy(ELSEWHERE), 0);
    FakeAilment alone =
        new FakeAilment("peers", Finding.critical("no peer").helpedBy(Remedy.dial(60)), 0);
    List<Prescription> answer =
        policy().prescribe(FakeVitals.healthy(), List.of(alike, alone), FakeTreatment.none(), 1);
    assertEquals(
        List.of(
            new Prescription("peers", Remedy.dial(100)), new Prescription("diversity", ELSEWHERE)),
        answer);
  }

  @Test
  void itGoesOnEachRound() {
    FakeAilment alike =
        new FakeAilment("diversity", Finding.warning("alike").helpedBy(ELSEWHERE), 0);
    for (long now = 0; now < 100; now++) {
      FakeTreatment soFar = FakeTreatment.none().tried("diversity", now);
      assertEquals(
          List.of(new Prescription("diversity", ELSEWHERE)),
          policy().prescribe(FakeVitals.healthy(), List.of(alike), soFar, now));
    }
  }
}
