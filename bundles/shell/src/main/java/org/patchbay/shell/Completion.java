package org.patchbay.shell;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.log.NodeLog;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.rules.Rules;

/**
 * What could stand at a place of a command line. Called by the line editor, and by that of bash, as
 * {@code patchbay:__complete INDEX WORDS} with the words typed so far; {@link SessionStart} tells
 * it to.
 */
@Component(property = {"osgi.command.scope=patchbay", "osgi.command.function=__complete"})
public final class Completion implements Function {
  private static final int RECENT = 50;

  private final Parts parts;
  private final Help help;

  @Activate
  public Completion(@Reference Parts parts, @Reference Help help) {
    this.parts = parts;
    this.help = help;
  }

  @Override
  public Object execute(CommandSession session, List<Object> arguments) {
    List<String> words = ((Collection<?>) arguments.get(1)).stream().map(String::valueOf).toList();
    int index =
        (int) Arguments.number("index", String.valueOf(arguments.get(0)), 0, words.size() - 1L);
    return candidates(index, words);
  }

  List<String> candidates(int index, List<String> words) {
    if (index == 0) {
      return help.commands().stream().map(CommandInfo::name).toList();
    }
    String before = words.get(index - 1);
    return switch (words.get(0) + " " + index) {
      case "peer:show 1" -> Stream.concat(live(), ended()).toList();
      case "peer:drop 1", "peer:why 1", "record:capture 1", "log:peer 1" -> live().toList();
      case "policy:use 1",
          "policy:reset 1",
          "policy:shadow 1",
          "policy:diff 1",
          "policy:promote 1",
          "record:start 1",
          "policy:rollback 1" ->
          slots().map(Node.Slot::name).toList();
      case "rules:peers 1" -> rules();
      case "policy:use 2" -> policies(before).toList();
      case "policy:shadow 2" -> Stream.concat(policies(before), Stream.of("off")).toList();
      case "record:capture 2", "log:peer 2", "log:debug 2" -> List.of("on", "off");
      case "log:debug 1" -> categories();
      case "config:show 1" -> pids();
      case "help 1" -> help.commands().stream().map(CommandInfo::name).toList();
      case "addr:list 1" -> List.of("--network", "--max");
      case "addr:list 2" ->
          before.endsWith("n") || before.endsWith("network") ? networks() : List.of();
      case "relay:show 1" -> recent();
      default -> index == 1 ? help.words(words.get(0)) : List.of();
    };
  }

  private Stream<String> policies(String name) {
    return slots()
        .filter(slot -> slot.name().equals(name))
        .flatMap(slot -> slot.available().stream());
  }

  private List<String> recent() {
    Metrics metrics = parts.metrics;
    return metrics == null
        ? List.of()
        : metrics.recent(RECENT).stream().map(trace -> trace.id().toString()).toList();
  }

  private List<String> rules() {
    Rules rules = parts.rules;
    return rules == null ? List.of() : rules.inForce().stream().map(Rules.Rule::name).toList();
  }

  private List<String> categories() {
    NodeLog log = parts.log;
    return log == null ? List.of() : log.categories().stream().map(each -> each.name()).toList();
  }

  private static List<String> networks() {
    return AddrCommands.networks();
  }

  private Stream<String> live() {
    Node node = parts.node;
    return node == null
        ? Stream.of()
        : node.peers().stream().map(PeerView::id).map(String::valueOf);
  }

  private Stream<String> ended() {
    Node node = parts.node;
    return node == null ? Stream.of() : node.ended().stream().map(one -> "" + one.peer().id());
  }

  private Stream<Node.Slot> slots() {
    Node node = parts.node;
    return node == null ? Stream.of() : node.slots().stream();
  }

  private List<String> pids() {
    Settings settings = parts.settings;
    return settings == null
        ? List.of()
        : settings.entries().stream().map(Settings.Entry::pid).distinct().sorted().toList();
  }
}
