package org.patchbay.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What there is to type. */
@Component(
    service = {Commands.class, Help.class},
    property = {"osgi.command.scope=patchbay", "osgi.command.function=help"})
public final class Help implements Commands {
  /** All groups but this one, which cannot be bound to itself. */
  @Reference(policy = ReferencePolicy.DYNAMIC, target = "(!(osgi.command.function=help))")
  volatile Collection<Commands> groups = List.of();

  private final OtherCommands others;

  @Activate
  public Help(@Reference OtherCommands others) {
    this.others = others;
  }

  @Override
  public String scope() {
    return "patchbay";
  }

  /** A line of {@code help}. */
  record HelpRow(String command, String does) {}

  /** What {@code help COMMAND} shows. */
  record HelpPage(
      String usage, String does, List<String> words, List<CommandInfo.Option> options) {}

  @Descriptor("lists the commands of the node, or explains one of them")
  public Object help(@Descriptor("[COMMAND]: for example peer:list") String... words) {
    String name = Arguments.optional("help [COMMAND]", words);
    List<CommandInfo> all = commands();
    if (name.isEmpty()) {
      return Table.of(all.stream().map(one -> new HelpRow(one.usage(), one.does())), "no commands")
          .with(
              List.of(
                  "",
                  "Commands return records: peer:list | grep inbound | wc -l,"
                      + " each -r (peer:list) { $it agent }.",
                  "grep, head, tail, sort, wc, less, tac, each, while and others explain"
                      + " themselves: grep --help.",
                  "exit, quit or the end of input (Ctrl-D) stops the node; a shell that is attached"
                      + " leaves it running, and stop stops it."));
    }
    return all.stream()
        .filter(one -> one.name().equals(name) || one.name().endsWith(":" + name))
        .findFirst()
        .map(one -> new HelpPage(one.usage(), one.does(), one.words(), one.options()))
        .orElseThrow(
            () ->
                new Refused(
                    "no command \"%s\" of the node; help lists them, %1$s --help may explain one"
                            .formatted(name)
                        + " of the shell itself"));
  }

  /** What completes the first word of another bundle's command. */
  List<String> words(String command) {
    return others.words(command);
  }

  /** Every command of the node, by name. */
  List<CommandInfo> commands() {
    Stream<CommandInfo> own =
        Stream.concat(Stream.of(this), groups.stream()).flatMap(CommandInfo::of);
    return Stream.concat(own, others.infos())
        .sorted(Comparator.comparing(CommandInfo::name))
        .toList();
  }
}
