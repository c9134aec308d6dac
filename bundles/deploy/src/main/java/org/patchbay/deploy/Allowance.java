package org.patchbay.deploy;

import java.util.ArrayList;
import java.util.List;

/**
 * What an operator lets jars refer to beyond the list: a bundle, and a name. Immutable.
 *
 * @param bundle symbolic name, or the beginning of several
 */
record Allowance(String bundle, boolean open, NamePattern names) {
  /**
   * Reads a list with commas, each {@code bundle:name}; both may end in a star.
   *
   * @throws IllegalArgumentException naming the entry and what is allowed
   */
  static List<Allowance> parse(String list) {
    List<Allowance> allowances = new ArrayList<>();
    for (String entry : list.split(",")) {
      if (!entry.isBlank()) {
        allowances.add(one(entry.strip()));
      }
    }
    return List.copyOf(allowances);
  }

  private static Allowance one(String entry) {
    int colon = entry.indexOf(':');
    String bundle = colon < 0 ? "" : entry.substring(0, colon).strip();
    try {
      if (!bundle.matches("[\\w.-]*\\*?") || bundle.isEmpty()) {
        throw new IllegalArgumentException(bundle);
      }
      boolean open = bundle.endsWith("*");
      return new Allowance(
          open ? bundle.substring(0, bundle.length() - 1) : bundle,
          open,
          NamePattern.of(entry.substring(colon + 1).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\": allowed: BUNDLE:NAME, where NAME is %s".formatted(entry, NamePattern.ALLOWED),
          e);
    }
  }

  /** Whether it lets a bundle use what was refused by that reference. */
  boolean covers(String symbolicName, Reference reference) {
    boolean meant = open ? symbolicName.startsWith(bundle) : symbolicName.equals(bundle);
    return meant && names.matches(reference);
  }
}
