package org.patchbay.api.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The state of every health check, for people. From any thread. */
@ProviderType
public interface Health {
  /** Every check in force, by name. */
  List<State> states();

  /** One check. Immutable. */
  @ProviderType
  interface State {
    /** Its {@code check.name}. */
    String name();

    /** What counts now. */
    HealthCheck.Finding finding();

    /** What the last look found, which may not count yet. */
    HealthCheck.Finding latest();

    /** Loop time in nanoseconds since when {@link #finding} has this severity. */
    long since();

    /** How often something was done about what it found. */
    long remedies();
  }
}
