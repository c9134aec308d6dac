package org.patchbay.shell;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Commands of other bundles, which know no type of the shell and describe themselves by service
 * properties: {@code command.help} holds "USAGE: what it does" for each command, {@code
 * command.words} "NAME WORD WORD …" for those whose first word can be completed. From any thread.
 */
@Component(service = OtherCommands.class)
public final class OtherCommands {
  private final Function<String, Stream<String>> properties;

  @Activate
  public OtherCommands(BundleContext context) {
    this(name -> values(context, name));
  }

  OtherCommands(Function<String, Stream<String>> properties) {
    this.properties = properties;
  }

  /** Each command as it describes itself. */
  Stream<CommandInfo> infos() {
    return properties.apply("command.help").map(OtherCommands::info);
  }

  /** What completes the first word of a command. */
  List<String> words(String command) {
    return properties
        .apply("command.words")
        .map(line -> Arrays.asList(line.split(" ")))
        .filter(line -> line.get(0).equals(command))
        .flatMap(line -> line.stream().skip(1))
        .toList();
  }

  private static CommandInfo info(String line) {
    int colon = line.indexOf(": ");
    String usage = colon < 0 ? line : line.substring(0, colon);
    String does = colon < 0 ? "" : line.substring(colon + 2);
    String[] parts = usage.split(" ", 2);
    List<String> words = parts.length < 2 ? List.of() : List.of(parts[1]);
    return new CommandInfo(parts[0], usage, does, words, List.of());
  }

  private static Stream<String> values(BundleContext context, String name) {
    try {
      ServiceReference<?>[] found =
          context.getAllServiceReferences(null, "(&(osgi.command.scope=*)(" + name + "=*))");
      return found == null
          ? Stream.of()
          : Arrays.stream(found).flatMap(one -> strings(one.getProperty(name)));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<String> strings(Object value) {
    if (value instanceof String[] many) {
      return Arrays.stream(many);
    } else if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf);
    }
    return Stream.of(String.valueOf(value));
  }
}
