package org.patchbay.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.remedy.Treatment;

/**
 * Does what checks propose, and less and less often what does not help.
 *
 * <p>Rule: backing off goes on for as long as it is proposed. Connections are tried at once, and
 * then not before as much time has passed again as the ailment had lasted when they were last
 * tried: the pauses double, up to {@code pause.max.seconds}. While the node backs off, connections
 * are tried only for what is critical, since each of them costs bandwidth.
 *
 * <p>Why: who is short of peers after ten attempts has another trouble than too few attempts, as a
 * line that is down, and the connection plan goes on trying at its own pace.
 */
@Component(
    name = "patchbay.remedy.steady",
    property = {"policy.name=steady", "service.ranking:Integer=-100"})
@Designate(ocd = SteadyRemedy.Config.class)
public final class SteadyRemedy implements RemedyPolicy {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Remedy: steady",
      description = "What is done about what health checks find, with growing pauses")
  public @interface Config {
    /** First pause. */
    @AttributeDefinition(
        min = "1",
        max = "3600",
        description = "Seconds at least from one attempt to help an ailment to the next.")
    int pause_min_seconds() default 20;

    /** Longest pause. */
    @AttributeDefinition(
        min = "1",
        max = "86400",
        description = "Seconds at most from one attempt to help an ailment to the next.")
    int pause_max_seconds() default 900;
  }

  /** A policy by this configuration. */
  @Activate
  public SteadyRemedy(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public List<Prescription> prescribe(
      Vitals vitals, List<Health.State> ailing, Treatment soFar, long now) {
    List<Prescription> all = new ArrayList<>();
    boolean easing = false;
    for (Health.State state : ailing) {
      if (state.finding().helps().contains(Remedy.ease())) {
        easing = true;
        all.add(new Prescription(state.name(), Remedy.ease()));
      }
    }
    for (Health.State state : ailing) {
      boolean spared = easing && state.finding().severity() != Severity.CRITICAL;
      if (!spared && due(state, soFar.lastTried(state.name()), now)) {
        state.finding().helps().stream()
            .filter(Remedy.Dial.class::isInstance)
            .map(remedy -> new Prescription(state.name(), remedy))
            .forEach(all::add);
      }
    }
    return all.subList(0, Math.min(all.size(), MOST));
  }

  private boolean due(Health.State state, long last, long now) {
    if (last < state.since()) {
      return true;
    }
    Config pauses = config;
    long least = TimeUnit.SECONDS.toNanos(pauses.pause_min_seconds());
    long most = Math.max(least, TimeUnit.SECONDS.toNanos(pauses.pause_max_seconds()));
    return now - last >= Math.min(most, Math.max(least, last - state.since()));
  }
}
