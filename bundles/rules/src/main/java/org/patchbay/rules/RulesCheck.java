package org.patchbay.rules;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;

/** Warns of a file of rules that is refused, and of rules that cannot be computed. */
@Component(name = "patchbay.rules.check", property = "check.name=rules")
public final class RulesCheck implements HealthCheck {
  private final KeptRules rules;

  /** Looks at these rules. */
  @Activate
  public RulesCheck(@Reference KeptRules rules) {
    this.rules = rules;
  }

  @Override
  public Finding look(Vitals vitals) {
    List<String> flaws = rules.flaws();
    if (!flaws.isEmpty()) {
      return Finding.warning(rules.name() + " is refused: " + flaws.get(0));
    }
    List<OneRule> all = rules.book().rules();
    List<String> failing =
        all.stream().filter(each -> each.faults() > 0).map(OneRule::name).toList();
    return failing.isEmpty()
        ? Finding.fine(all.size() + " in force")
        : Finding.warning("cannot always be computed: " + String.join(", ", failing));
  }
}
