package org.patchbay.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.sim.FakeAilment;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeTreatment;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.RemedyContract;

class SteadyRemedyTest extends RemedyContract {
  private static final long SECOND = 1_000_000_000L;
  private static final Finding FEW = Finding.warning("2 peers").helpedBy(Remedy.dial(3));
  private static final Finding STRAIN = Finding.warning("strain").helpedBy(Remedy.ease());

  @Override
  protected RemedyPolicy policy() {
    return new SteadyRemedy(FakeConfig.of(SteadyRemedy.Config.class));
  }

  private List<Prescription> ask(FakeTreatment soFar, long now, FakeAilment... ailing) {
    return policy().prescribe(FakeVitals.healthy(), List.<Health.State>of(ailing), soFar, now);
  }

  @Test
  void whatDoesNotHelpIsTriedLessAndLessOften() {
    FakeTreatment soFar = FakeTreatment.none();
    List<Long> tried = new ArrayList<>();
    for (long second = 100; second < 4_000; second += 10) {
      FakeAilment few = new FakeAilment("peers", FEW, 100 * SECOND);
      if (!ask(soFar, second * SECOND, few).isEmpty()) {
        tried.add(second - 100);
        soFar = soFar.tried("peers", second * SECOND);
      }
    }
    assertEquals(
        List.of(0L, 20L, 40L, 80L, 160L, 320L, 640L, 1_280L, 2_180L, 3_080L),
        tried,
        "seconds after it began: pauses double up to 900 s");
  }

  @Test
  void anAilmentThatComesBackIsTreatedAtOnce() {
    FakeTreatment before = FakeTreatment.none().tried("peers", 50 * SECOND);
    assertEquals(1, ask(before, 60 * SECOND, new FakeAilment("peers", FEW, 51 * SECOND)).size());
    assertEquals(0, ask(before, 60 * SECOND, new FakeAilment("peers", FEW, 50 * SECOND)).size());
  }

  @Test
  void itBacksOffForAsLongAsThatIsProposed() {
    FakeTreatment soFar = FakeTreatment.none();
    FakeAilment strain = new FakeAilment("bandwidth", STRAIN, 0);
    for (long second = 0; second < 2_000; second += 10) {
      assertEquals(
          List.of(new Prescription("bandwidth", Remedy.ease())),
          ask(soFar, second * SECOND, strain));
    }
  }

  @Test
  void whileItBacksOffOnlyTheCriticalIsWorthAnAttempt() {
    FakeAilment strain = new FakeAilment("bandwidth", STRAIN, 0);
    FakeAilment few = new FakeAilment("peers", FEW, 0);
    FakeAilment none =
        new FakeAilment("peers", Finding.critical("no peer").helpedBy(Remedy.dial(8)), 0);
    assertEquals(
        List.of(new Prescription("bandwidth", Remedy.ease())),
        ask(FakeTreatment.none(), SECOND, strain, few));
    assertEquals(
        List.of(
            new Prescription("bandwidth", Remedy.ease()),
            new Prescription("peers", Remedy.dial(8))),
        ask(FakeTreatment.none(), SECOND, strain, none));
  }
}
