package org.patchbay.shell;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/**
 * One command as its annotations describe it.
 *
 * @param name scope and verb, for example {@code peer:list}
 * @param usage the name with the words it takes
 * @param words what each word is
 * @param options what each option is
 */
record CommandInfo(
    String name, String usage, String does, List<String> words, List<Option> options) {

  /** An option by its names, the long one last, with the word it takes and what that is. */
  record Option(List<String> names, String text) {
    @Override
    public String toString() {
      return String.join(", ", names) + " " + text;
    }
  }

  static Stream<CommandInfo> of(Commands group) {
    return Arrays.stream(group.getClass().getMethods())
        .filter(method -> method.isAnnotationPresent(Descriptor.class))
        .map(method -> of(group.scope(), method));
  }

  private static CommandInfo of(String scope, Method method) {
    // Gogo finds a command that is a word of Java as a method with an underscore before it.
    String verb = method.getName().replaceFirst("^_", "");
    String name = scope.equals("patchbay") ? verb : scope + ":" + verb;
    StringBuilder usage = new StringBuilder(name);
    List<String> words = new ArrayList<>();
    List<Option> options = new ArrayList<>();
    for (java.lang.reflect.Parameter parameter : method.getParameters()) {
      Descriptor text = parameter.getAnnotation(Descriptor.class);
      Parameter option = parameter.getAnnotation(Parameter.class);
      if (text == null) {
        continue;
      }
      // "WORD: what it is"
      String[] parts = text.value().split(": ", 2);
      if (option == null) {
        usage.append(' ').append(parts[0]);
        words.add(text.value());
      } else {
        String last = option.names()[option.names().length - 1];
        usage.append(" [").append(last).append(' ').append(parts[0]).append(']');
        options.add(new Option(List.of(option.names()), text.value()));
      }
    }
    String does = method.getAnnotation(Descriptor.class).value();
    return new CommandInfo(name, usage.toString(), does, words, options);
  }
}
