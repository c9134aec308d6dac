package org.patchbay.sim;

import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck.Finding;

/** What a health check found and finds. Immutable. */
public record FakeAilment(String name, Finding finding, Finding latest, long since, long remedies)
    implements Health.State {
  /** A finding that its last look had, too. */
  public FakeAilment(String name, Finding finding, long since) {
    this(name, finding, finding, since, 0);
  }
}
