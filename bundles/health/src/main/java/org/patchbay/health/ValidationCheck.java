package org.patchbay.health;

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;

/** Says so, in plain words, when what this node relays was not validated. */
@Component(
    name = "patchbay.health.validation",
    property = {"check.name=validation", "check.tags=chain"})
public final class ValidationCheck implements HealthCheck {
  @Override
  public Finding look(Vitals vitals) {
    return vitals.validated()
        ? Finding.fine("nothing is relayed that was not validated")
        : Finding.warning(
            "unvalidated: scripts are not checked, what this node relays may be invalid");
  }
}
