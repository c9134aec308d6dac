package org.patchbay.shell;

/** A group of commands of one scope, found by {@link Help}. */
interface Commands {
  /** What stands before the colon. */
  String scope();
}
