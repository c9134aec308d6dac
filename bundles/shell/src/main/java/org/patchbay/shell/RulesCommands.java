package org.patchbay.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.rules.Rules;

/** The operator's rules. */
@Component(
    service = {Commands.class, RulesCommands.class},
    property = {
      "osgi.command.scope=rules",
      "osgi.command.function=list",
      "osgi.command.function=peers",
      "osgi.command.function=variables"
    })
public final class RulesCommands implements Commands {
  private static final String POLICY = "rules";

  private final Parts parts;

  @Activate
  public RulesCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "rules";
  }

  /** A line of {@code rules:list}. */
  record RuleRow(
      String rule,
      String then,
      String policy,
      long matches,
      long hits,
      long faults,
      Quantity.Age left,
      String when,
      String because) {
    private static final int LONGEST = 60;

    static RuleRow of(Rules.Rule rule, Node node, List<PeerView> peers, long now, long wall) {
      String when = rule.when().replaceAll("\\s+", " ");
      return new RuleRow(
          rule.name(),
          rule.then(),
          rule.over(now) ? "it is over" : standing(rule.slot(), node),
          peers.stream().filter(peer -> rule.matches(peer, now)).count(),
          rule.hits(),
          rule.faults(),
          Quantity.Age.ofSeconds(
              rule.until()
                  .map(until -> Math.max(0, until.getEpochSecond() - wall))
                  .map(left -> Math.min(left, Integer.MAX_VALUE))
                  .orElse(-1L)),
          when.length() > LONGEST ? when.substring(0, LONGEST - 1) + "…" : when,
          rule.because());
    }

    private static String standing(String slot, Node node) {
      if (node.slots().stream()
          .anyMatch(each -> each.name().equals(slot) && each.inForce().equals(POLICY))) {
        return slot + " in force";
      }
      return node.shadows().stream()
              .anyMatch(each -> each.slot().equals(slot) && each.policy().equals(POLICY))
          ? slot + " tried"
          : slot + " not used";
    }
  }

  @Descriptor("lists the rules: what each does, whom it matches now, what it did, until when")
  public Table<RuleRow> list(String... words) {
    Arguments.expect("rules:list", words);
    Rules rules = parts.rules();
    Node node = parts.node();
    List<PeerView> peers = node.peers();
    long now = parts.loop().now();
    long wall = parts.loop().wallTime().getEpochSecond();
    List<String> flaws = rules.flaws();
    return Table.of(
            rules.inForce().stream().map(rule -> RuleRow.of(rule, node, peers, now, wall)),
            "no rules are in force; they stand in config/rules.conf")
        .with(
            flaws.isEmpty()
                ? List.of()
                : Stream.concat(
                        Stream.of("config/rules.conf is refused, and what is listed stays:"),
                        flaws.stream().map(flaw -> "  " + flaw))
                    .toList());
  }

  @Descriptor("lists the live peers that a rule matches now")
  public Table<PeerRow> peers(@Descriptor("NAME: as rules:list shows it") String... words) {
    String name = Arguments.expect("rules:peers NAME", words)[0];
    List<? extends Rules.Rule> all = parts.rules().inForce();
    Optional<? extends Rules.Rule> rule =
        all.stream().filter(each -> each.name().equals(name)).findFirst();
    if (rule.isEmpty()) {
      throw new Refused(
          "no rule \"%s\"; there are: %s"
              .formatted(name, String.join(", ", all.stream().map(Rules.Rule::name).toList())));
    }
    long now = parts.loop().now();
    return Table.of(
        parts.node().peers().stream()
            .filter(peer -> rule.get().matches(peer, now))
            .map(peer -> PeerRow.of(peer, now)),
        "it matches nobody now");
  }

  @Descriptor("lists what the conditions of rules may speak of")
  public Table<Rules.Field> variables(String... words) {
    Arguments.expect("rules:variables", words);
    return Table.of(parts.rules().variables().stream(), "nothing");
  }
}
