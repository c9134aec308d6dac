package org.patchbay.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The list of {@code references.txt}: what a deployed jar may refer to. Immutable. */
final class ReferenceRules {
  private static final String LIST = "references.txt";

  private final List<Rule> rules;

  private record Rule(boolean refused, NamePattern names) {}

  private ReferenceRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The list that ships with the node. */
  static ReferenceRules shipped() {
    List<Rule> rules = new ArrayList<>();
    try (InputStream in = ReferenceRules.class.getResourceAsStream(LIST)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("# "))
          .forEach(line -> rules.add(rule(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ReferenceRules(rules);
  }

  private static Rule rule(String line) {
    String[] words = line.split(" ");
    if (words.length != 2 || !words[0].equals("refuse") && !words[0].equals("permit")) {
      throw new IllegalStateException(LIST + ": " + line);
    }
    return new Rule(words[0].equals("refuse"), NamePattern.of(words[1]));
  }

  /** By what name a reference is refused, a class or a member; empty where it is not. */
  Optional<String> refused(Reference reference) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      Rule rule = rules.get(i);
      if (rule.names().matches(reference)) {
        String name = rule.names().ofMembers() ? reference.toString() : reference.owner();
        return rule.refused() ? Optional.of(name) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
