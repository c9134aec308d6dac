package org.patchbay.it.plugin;

import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;

/** Somebody else's look at the number of peers: never content. */
public final class Alarm implements HealthCheck {
  @Override
  public Finding look(Vitals vitals) {
    return Finding.warning("an alarm at " + vitals.peers().size() + " peers");
  }
}
