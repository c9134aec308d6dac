package org.patchbay.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.trial.AuditEntry;

/** What the record tells of the run before this one. */
final class Unfinished {
  /** Entries that are looked at. */
  static final int LOOKED_AT = 1_000;

  private static final Set<String> CHANGES = Set.of("use", "reset", "promote");
  private static final Set<String> ENDS = Set.of("use", "reset", "promote", "rollback", "watch");

  private Unfinished() {}

  /** Promotions whose watch has no end, at most one a slot. */
  static List<AuditEntry> of(List<AuditEntry> entries, String watched) {
    Map<String, AuditEntry> open = new LinkedHashMap<>();
    for (AuditEntry entry : entries) {
      if (ENDS.contains(entry.what())) {
        open.remove(entry.slot());
      }
      if (entry.what().equals("promote") && entry.outcome().startsWith(watched)) {
        open.put(entry.slot(), entry);
      }
    }
    return List.copyOf(open.values());
  }

  /** The policy that was in force before the last change of a slot. */
  static Optional<String> lastBefore(List<AuditEntry> entries, String slot) {
    return entries.stream()
        .filter(entry -> entry.slot().equals(slot) && CHANGES.contains(entry.what()))
        .filter(entry -> entry.outcome().startsWith("in force"))
        .map(AuditEntry::from)
        .reduce((earlier, later) -> later);
  }
}
