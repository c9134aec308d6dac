package org.patchbay.health;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;

/** A node loop that comes late: something on it takes long, or the machine is short of time. */
@Component(
    name = "patchbay.health.loop",
    property = {"check.name=loop", "check.tags=machine"})
@Designate(ocd = LoopLagCheck.Config.class)
public final class LoopLagCheck implements HealthCheck {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Health: loop", description = "When the node loop comes late")
  public @interface Config {
    /** Late. */
    @AttributeDefinition(
        min = "1",
        max = "3600000",
        description = "Milliseconds a task may wait for the loop before it is warned of.")
    int warn_millis() default 250;

    /** Very late. */
    @AttributeDefinition(
        min = "1",
        max = "3600000",
        description = "Milliseconds a task may wait for the loop before that is critical.")
    int critical_millis() default 2_000;
  }

  /** A check by this configuration. */
  @Activate
  public LoopLagCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    double millis = vitals.loopLag() / 1e6;
    String detail =
        "a task waited %.1f ms for the loop (max %d ms, critical %d ms)"
            .formatted(millis, limits.warn_millis(), limits.critical_millis());
    if (millis > limits.critical_millis()) {
      return Finding.critical(detail);
    }
    return millis > limits.warn_millis() ? Finding.warning(detail) : Finding.fine(detail);
  }
}
