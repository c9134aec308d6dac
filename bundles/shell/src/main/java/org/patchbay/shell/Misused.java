package org.patchbay.shell;

/** A command that was asked wrongly: another number of words, a word that is not allowed. */
public final class Misused extends Refused {
  private static final long serialVersionUID = 1;

  Misused(String line) {
    super(line);
  }
}
