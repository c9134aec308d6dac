package org.patchbay.bans;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;

/** Whether bans of a file are missing because it could not be understood. */
@Component(name = "patchbay.bans.check", property = "check.name=bans")
public final class BansCheck implements HealthCheck {
  private final KeptBanList bans;

  /** Looks at this list. */
  @Activate
  public BansCheck(@Reference KeptBanList bans) {
    this.bans = bans;
  }

  @Override
  public Finding look(Vitals vitals) {
    List<String> lost = bans.setAside();
    return lost.isEmpty()
        ? Finding.fine(bans.all().size() + " in force")
        : Finding.warning(
            "could not be read, and nobody is banned by them: %s (ban:import takes a mended file;"
                    .formatted(String.join(", ", lost))
                + " this ends once they are removed)");
  }
}
