package org.patchbay.remedy;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.remedy.Prescription;
import org.patchbay.api.remedy.RemedyPolicy;
import org.patchbay.api.remedy.Treatment;

/**
 * Nothing, as Bitcoin Core does, whose connection plan has timers of its own for missing peers, a
 * network without a peer and a stale tip (protocol-facts §9.2, §9.6). Stateless; nothing to
 * configure.
 */
@Component(
    name = "patchbay.remedy.core",
    property = {"policy.name=core", "service.ranking:Integer=0"})
public final class CoreRemedy implements RemedyPolicy {
  @Override
  public List<Prescription> prescribe(
      Vitals vitals, List<Health.State> ailing, Treatment soFar, long now) {
    return List.of();
  }
}
