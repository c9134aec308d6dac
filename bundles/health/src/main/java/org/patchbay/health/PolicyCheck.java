package org.patchbay.health;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.node.Node;

/** Slots in which a policy is benched, or in which another judges than the one asked for. */
@Component(name = "patchbay.health.policies", property = "check.name=policies")
public final class PolicyCheck implements HealthCheck {
  private static final int LONGEST = 800;

  @Override
  public Finding look(Vitals vitals) {
    List<String> troubles = new ArrayList<>();
    for (Node.Slot slot : vitals.slots()) {
      new TreeMap<>(slot.benched())
          .forEach(
              (policy, why) ->
                  troubles.add("%s: %s is benched, %s".formatted(slot.name(), policy, why)));
      if (!slot.wanted().isEmpty() && !slot.wanted().equals(slot.inForce())) {
        troubles.add(
            "%s: %s is wanted, %s judges".formatted(slot.name(), slot.wanted(), slot.inForce()));
      }
    }
    if (troubles.isEmpty()) {
      return Finding.fine(vitals.slots().size() + " slots, no policy is benched or missing");
    }
    String detail = String.join("; ", troubles).replaceAll("\\R", " ");
    return Finding.warning(
        detail.length() > LONGEST ? detail.substring(0, LONGEST) + " ..." : detail);
  }
}
