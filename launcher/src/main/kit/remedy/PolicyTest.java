package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.sim.FakeAilment;
import org.patchbay.sim.FakeTreatment;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.RemedyContract;

/** What every remedy policy must keep, and what this one is for. */
class {{class}}Test extends RemedyContract {
  private final List<Prescription> done = new ArrayList<>();

  @Override
  protected RemedyPolicy policy() {
    return new {{class}}();
  }

  /** An hour on virtual time, a look each minute: the line is down for the last ten of them. */
  @Test
  void onlyWhatIsCriticalIsTreated() {
    VirtualLoop loop = new VirtualLoop(1);
    for (int minute = 1; minute <= 60; minute++) {
      int peers = minute > 50 ? 0 : 3;
      loop.after(Duration.ofMinutes(minute), () -> look(peers, loop.now()));
    }

    loop.advance(Duration.ofHours(1));

    assertEquals(10, done.size());
    assertEquals(new Prescription("peers", Remedy.dial(8)), done.get(0));
  }

  private void look(int peers, long now) {
    String detail = peers + " of 8 peers";
    Finding finding = peers == 0 ? Finding.critical(detail) : Finding.warning(detail);
    FakeAilment few = new FakeAilment("peers", finding.helpedBy(Remedy.dial(8 - peers)), 0);
    done.addAll(
        policy().prescribe(FakeVitals.healthy(), List.of(few), FakeTreatment.none(), now));
  }
}
