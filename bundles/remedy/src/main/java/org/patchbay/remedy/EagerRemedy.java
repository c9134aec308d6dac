package org.patchbay.remedy;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.remedy.Treatment;

/**
 * Does all that checks propose, every round, the critical first and with twice the attempts, for as
 * long as the engine's bound of a minute allows. Stateless; nothing to configure.
 *
 * <p>For a node that must come back soon, as after a line that was down, and can bear the price: it
 * shows itself to more strangers, and dials while it is short of bandwidth too.
 */
@Component(
    name = "patchbay.remedy.eager",
    property = {"policy.name=eager", "service.ranking:Integer=-100"})
public final class EagerRemedy implements RemedyPolicy {
  @Override
  public List<Prescription> prescribe(
      Vitals vitals, List<Health.State> ailing, Treatment soFar, long now) {
    List<Prescription> critical = new ArrayList<>();
    List<Prescription> others = new ArrayList<>();
    for (Health.State state : ailing) {
      boolean urgent = state.finding().severity() == Severity.CRITICAL;
      for (Remedy remedy : state.finding().helps()) {
        (urgent ? critical : others)
            .add(new Prescription(state.name(), urgent ? twice(remedy) : remedy));
      }
    }
    critical.addAll(others);
    return critical.subList(0, Math.min(critical.size(), MOST));
  }

  private static Remedy twice(Remedy remedy) {
    return remedy instanceof Remedy.Dial dial
        ? Remedy.dial(Math.min(Remedy.Dial.MOST, 2 * dial.attempts()), dial.networks())
        : remedy;
  }
}
