package {{package}};

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.remedy.Treatment;

/**
 * Does what helps first against what is critical, and leaves the rest to the connection plan. The
 * default leaves all to it.
 */
@Component(name = "{{bundle}}", property = "policy.name={{name}}")
public final class {{class}} implements RemedyPolicy {
  @Override
  public List<Prescription> prescribe(
      Vitals vitals, List<Health.State> ailing, Treatment soFar, long now) {
    return ailing.stream()
        .filter(state -> state.finding().severity() == Severity.CRITICAL)
        .filter(state -> !state.finding().helps().isEmpty())
        .map(state -> new Prescription(state.name(), state.finding().helps().get(0)))
        .limit(MOST)
        .toList();
  }
}
