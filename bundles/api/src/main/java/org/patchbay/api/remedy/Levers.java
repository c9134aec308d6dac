package org.patchbay.api.remedy;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;

/** Where remedies take effect. From any thread. */
@ProviderType
public interface Levers {
  /**
   * A round of health checks is over: the remedy policy in force is asked what is to be done, and
   * what it prescribes is done within the engine's bounds. What goes on, as {@link
   * org.patchbay.api.health.Remedy.Ease}, ends when a round does not prescribe it again.
   *
   * @param ailing every check whose finding counts and is not fine; when none is, nothing is
   *     prescribed and all ends
   * @return on the node loop, what was done
   */
  CompletionStage<List<Prescription>> treat(Vitals vitals, List<Health.State> ailing);
}
