package org.patchbay.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Version;

/**
 * What the bundles of the features stand for: a deployed jar builds on it and may replace none of
 * it. Immutable once built.
 */
final class Ground {
  private final Set<String> names = new HashSet<>();
  private final Map<String, List<Version>> exported = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  /** Adds one bundle by the headers of its manifest. */
  Ground with(String symbolicName, String exports, String imports, String dynamicImports) {
    names.add(symbolicName);
    for (HeaderClause clause : HeaderClause.parse(exports)) {
      for (String path : clause.paths()) {
        exported
            .computeIfAbsent(path, p -> new ArrayList<>())
            .add(Version.parseVersion(clause.version()));
      }
    }
    for (String header : new String[] {imports, dynamicImports}) {
      HeaderClause.parse(header).forEach(clause -> used.addAll(clause.paths()));
    }
    return this;
  }

  /** Whether a bundle of the features has this symbolic name. */
  boolean has(String symbolicName) {
    return names.contains(symbolicName);
  }

  /** Versions in which a package of the node is exported; empty when it is not. */
  List<Version> versions(String packageName) {
    return exported.getOrDefault(packageName, List.of());
  }

  /**
   * Whether a jar that exports this package could become the provider of a bundle of the features.
   * Deleting the jar would then restart that bundle, and with the transport go all connections.
   */
  boolean needs(String packageName) {
    return exported.containsKey(packageName) || used.contains(packageName);
  }
}
