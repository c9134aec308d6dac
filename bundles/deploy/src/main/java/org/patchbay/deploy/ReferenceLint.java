package org.patchbay.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for what no policy needs in the classes of one bundle. It finds accidents, a debugging line
 * that writes a file, a library that starts threads. It is no sandbox: whoever means to get round
 * it will. Used once.
 */
final class ReferenceLint {
  /** More than so many names are counted only. */
  private static final int SHOWN = 4;

  private final ReferenceRules rules;
  private final String bundle;
  private final List<Allowance> allowances;

  /** Refused names, each with the first class that has it. */
  private final Map<String, String> found = new LinkedHashMap<>();

  ReferenceLint(ReferenceRules rules, String bundle, List<Allowance> allowances) {
    this.rules = rules;
    this.bundle = bundle;
    this.allowances = allowances;
  }

  /**
   * Looks at one class file.
   *
   * @param entry its place in the jar
   * @throws RefusedException when it is malformed
   */
  void look(String entry, byte[] classFile) throws RefusedException {
    try {
      for (Reference reference : ClassFile.references(classFile)) {
        rules
            .refused(reference)
            .filter(name -> allowances.stream().noneMatch(a -> a.covers(bundle, reference)))
            .ifPresent(name -> found.putIfAbsent(name, entry));
      }
    } catch (RefusedException e) {
      throw new RefusedException(entry + ": " + e.getMessage());
    }
  }

  /**
   * Says what was found.
   *
   * @throws RefusedException naming the references, the first class, and the key that allows them
   */
  void conclude() throws RefusedException {
    if (found.isEmpty()) {
      return;
    }
    Map.Entry<String, String> first = found.entrySet().iterator().next();
    List<String> names = found.keySet().stream().limit(SHOWN).toList();
    int more = found.size() - names.size();
    throw new RefusedException(
        "%s uses %s%s; allowed only by name, as allow = %s:%s of patchbay.deploy"
            .formatted(
                first.getValue(),
                String.join(", ", names),
                more == 0 ? "" : " and " + more + " more",
                bundle,
                first.getKey()));
  }
}
