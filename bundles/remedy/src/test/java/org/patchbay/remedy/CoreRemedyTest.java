package org.patchbay.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.sim.FakeAilment;
import org.patchbay.sim.FakeTreatment;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.RemedyContract;

class CoreRemedyTest extends RemedyContract {
  @Override
  protected RemedyPolicy policy() {
    return new CoreRemedy();
  }

  @Test
  void nothingIsDone() {
    FakeAilment alone =
        new FakeAilment("peers", Finding.critical("no peer").helpedBy(Remedy.dial(8)), 0);
    assertEquals(
        List.of(),
        policy().prescribe(FakeVitals.healthy(), List.of(alone), FakeTreatment.none(), 1));
  }
}
