package org.patchbay.trial;

import java.time.Instant;
import java.util.List;
import org.patchbay.api.trial.AuditEntry;
import org.patchbay.api.trial.Edits.Edit;

/** An edit of rules as an entry of the record. */
final class EditLine {
  private EditLine() {}

  static AuditEntry of(Edit edit, Instant at) {
    return new AuditEntry(
        at,
        "file " + edit.file(),
        "edit",
        "rules",
        edit.from(),
        edit.to(),
        edit.sha256(),
        edit.changes(),
        edit.outcome());
  }

  /**
   * Whether the last entry of a file says the same already. A record begins with no rules, which
   * the file that ships has, too.
   */
  static boolean repeats(List<AuditEntry> entries, AuditEntry edit) {
    return entries.stream()
        .filter(each -> each.who().equals(edit.who()) && each.what().equals(edit.what()))
        .reduce((earlier, later) -> later)
        .map(last -> same(last, edit))
        .orElse(edit.from().equals(edit.to()) && edit.outcome().equals("in force"));
  }

  private static boolean same(AuditEntry one, AuditEntry other) {
    return one.sha256().equals(other.sha256()) && one.outcome().equals(other.outcome());
  }
}
