package org.patchbay.shell;

import java.time.temporal.ChronoUnit;
import org.patchbay.api.trial.AuditEntry;

/** A line of {@code policy:audit}. */
record AuditRow(
    String at,
    String who,
    String what,
    String slot,
    String from,
    String to,
    String jar,
    Brief outcome,
    Brief reason) {
  private static final int DIGITS = 12;

  static AuditRow of(AuditEntry entry) {
    String jar = entry.sha256();
    return new AuditRow(
        entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        entry.who(),
        entry.what(),
        entry.slot(),
        entry.from(),
        entry.to(),
        jar.length() > DIGITS ? jar.substring(0, DIGITS) : jar,
        new Brief(entry.outcome()),
        new Brief(entry.reason()));
  }
}
