package org.patchbay.shell;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.health.Health;
import org.patchbay.api.health.HealthCheck;

/** The node's health. */
@Component(
    service = {Commands.class, HealthCommands.class},
    property = {"osgi.command.scope=health", "osgi.command.function=show"})
public final class HealthCommands implements Commands {
  private final Parts parts;

  @Activate
  public HealthCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "health";
  }

  /** A line of {@code health:show}. */
  record CheckRow(
      String check, String state, Quantity.Age since, long remedies, String finds, String latest) {
    static CheckRow of(Health.State state, long now) {
      boolean same = state.latest().severity() == state.finding().severity();
      return new CheckRow(
          state.name(),
          word(state.finding()),
          Quantity.Age.since(state.since(), now),
          state.remedies(),
          state.finding().detail(),
          same ? "" : word(state.latest()) + ": " + state.latest().detail());
    }
  }

  @Descriptor(
      "lists the health checks, the worst first, and how often something was done about each")
  public Table<CheckRow> show(String... words) {
    Arguments.expect("health:show", words);
    List<Health.State> states = parts.health().states();
    long now = parts.loop().now();
    Comparator<Health.State> worst = Comparator.comparing(state -> state.finding().severity());
    String whole =
        states.stream().max(worst).map(state -> word(state.finding())).orElse("not looked at");
    return Table.of(
            states.stream()
                .sorted(worst.reversed().thenComparing(Health.State::name))
                .map(state -> CheckRow.of(state, now)),
            "no health checks")
        .under("the node is: " + whole);
  }

  private static String word(HealthCheck.Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }
}
