package org.patchbay.launcher.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was given for one network, strongest first: the command line, of which the last word
 * counts; the network's section; the rest of the file, of which the first line counts. Confined to
 * one thread.
 */
final class Choices {
  private final Map<String, List<Given>> line = new LinkedHashMap<>();
  private final Map<String, List<Given>> file = new LinkedHashMap<>();
  private final Map<String, Given> implied = new LinkedHashMap<>();

  /** Takes words of the command line and lines of the file, the network's section first. */
  Choices(List<Given> words, List<Given> lines) {
    words.forEach(each -> line.computeIfAbsent(each.name(), n -> new ArrayList<>()).add(each));
    lines.forEach(each -> file.computeIfAbsent(each.name(), n -> new ArrayList<>()).add(each));
  }

  /** Everything, for a look at each. */
  List<Given> all() {
    List<Given> all = new ArrayList<>();
    line.values().forEach(all::addAll);
    file.values().forEach(all::addAll);
    return all;
  }

  /** What counts of an option that has one value. */
  Optional<Given> one(String name) {
    List<Given> words = line.getOrDefault(name, List.of());
    List<Given> lines = file.getOrDefault(name, List.of());
    if (!words.isEmpty()) {
      return Optional.of(words.get(words.size() - 1));
    }
    return lines.isEmpty() ? Optional.ofNullable(implied.get(name)) : Optional.of(lines.get(0));
  }

  /** Every value of an option that has many; a negation takes back what stands before it. */
  List<Given> many(String name) {
    List<Given> words = line.getOrDefault(name, List.of());
    List<Given> many = new ArrayList<>(kept(words));
    if (words.stream().noneMatch(Given::negated)) {
      many.addAll(kept(file.getOrDefault(name, List.of())));
    }
    return many;
  }

  private static List<Given> kept(List<Given> given) {
    List<Given> kept = new ArrayList<>();
    for (Given each : given) {
      if (each.negated()) {
        kept.clear();
      } else {
        kept.add(each);
      }
    }
    return kept;
  }

  boolean flag(String name, boolean otherwise) {
    return one(name).map(Given::flag).orElse(otherwise);
  }

  /** Sets an option that nobody gave, because of another. */
  void imply(Given because, String name, boolean value) {
    if (one(name).isEmpty()) {
      implied.put(name, because.implying(name, value ? "1" : "0"));
    }
  }
}
