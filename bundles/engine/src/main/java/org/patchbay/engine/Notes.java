package org.patchbay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.patchbay.api.fact.Fact;

/** The last lines about a peer, for people. Confined to the node loop. */
final class Notes {
  private static final int KEPT = 8;

  private List<String> lines = List.of();

  void learn(Fact fact) {
    if (fact instanceof Fact.Offence offence) {
      add("offence " + label(offence.kind()) + ": " + offence.detail());
    } else if (fact instanceof Fact.Nuisance nuisance) {
      add(label(nuisance.kind()) + ": " + nuisance.detail());
    }
  }

  private static String label(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Remembers a line, unless the last one said the same. */
  void add(String line) {
    if (!lines.isEmpty() && lines.get(lines.size() - 1).equals(line)) {
      return;
    }
    List<String> longer = new ArrayList<>(lines.size() + 1);
    longer.addAll(lines.size() < KEPT ? lines : lines.subList(1, KEPT));
    longer.add(line);
    lines = longer;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
