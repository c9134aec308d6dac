package org.patchbay.rules;

import java.time.Instant;

/** One rule while its lines are read. Used by {@link RuleFile}. */
final class RuleText {
  final String name;
  final int line;

  /** The condition; lines and columns of it count from the two below. Null until it is read. */
  String when;

  int whenLine;
  int whenColumn;
  Action then;
  Instant until;
  String because;

  RuleText(String name, int line) {
    this.name = name;
    this.line = line;
  }
}
