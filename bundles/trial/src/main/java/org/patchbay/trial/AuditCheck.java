package org.patchbay.trial;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.trial.Trials;

/** Whether changes of policies are recorded. */
@Component(name = "patchbay.trial.check", property = "check.name=audit")
public final class AuditCheck implements HealthCheck {
  private final Trials trials;

  /** A check of the record of {@code trials}. */
  @Activate
  public AuditCheck(@Reference Trials trials) {
    this.trials = trials;
  }

  @Override
  public Finding look(Vitals vitals) {
    String trouble = trials.auditTrouble();
    return trouble.isEmpty()
        ? Finding.fine("changes of policies are recorded")
        : Finding.warning("changes of policies are not recorded: " + trouble);
  }
}
