package org.patchbay.trial;

import java.util.ArrayDeque;
import java.util.HashSet;
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

  /** Begins the outcome of what was not done yet when it was written down. */
  static final String WANTED = "wanted: ";

  private static final Set<String> CHANGES = Set.of("use", "reset", "promote");
  private static final Set<String> ENDS = Set.of("use", "reset", "promote", "rollback", "watch");

  private Unfinished() {}

  /** Without what was wanted and of which a later entry tells what came of it. */
  static List<AuditEntry> settled(List<AuditEntry> entries) {
    ArrayDeque<AuditEntry> kept = new ArrayDeque<>();
    Set<List<String>> told = new HashSet<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      AuditEntry entry = entries.get(i);
      List<String> change = List.of(entry.who(), entry.what(), entry.slot());
      if (!entry.outcome().startsWith(WANTED)) {
        told.add(change);
        kept.push(entry);
      } else if (!told.remove(change)) {
        kept.push(entry);
      }
    }
    return List.copyOf(kept);
  }

  /** Promotions whose watch has no end, at most one a slot. */
  static List<AuditEntry> of(List<AuditEntry> entries, String watched) {
    Map<String, AuditEntry> open = new LinkedHashMap<>();
    for (AuditEntry entry : entries) {
      if (ENDS.contains(entry.what())) {
        open.remove(entry.slot());
      }
      if (entry.what().equals("promote") && outcome(entry).startsWith(watched)) {
        open.put(entry.slot(), entry);
      }
    }
    return List.copyOf(open.values());
  }

  private static String outcome(AuditEntry entry) {
    String outcome = entry.outcome();
    return outcome.startsWith(WANTED) ? outcome.substring(WANTED.length()) : outcome;
  }

  /** The policy that was in force before the last change of a slot. */
  static Optional<String> lastBefore(List<AuditEntry> entries, String slot) {
    return settled(entries).stream()
        .filter(entry -> entry.slot().equals(slot) && CHANGES.contains(entry.what()))
        .filter(entry -> outcome(entry).startsWith("in force"))
        .filter(entry -> !entry.from().equals(entry.to()))
        .map(AuditEntry::from)
        .reduce((earlier, later) -> later);
  }
}
