package org.patchbay.shell;

/** A command that cannot be done: one line that names the value and what is allowed. */
public class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refused(String line) {
    super(line, null, false, false);
  }

  /** The line alone: the shell prints an exception by this. */
  @Override
  public String toString() {
    return getMessage();
  }
}
