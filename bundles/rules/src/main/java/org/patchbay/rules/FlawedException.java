package org.patchbay.rules;

/** One place of a condition is not what it must be. */
final class FlawedException extends Exception {
  private static final long serialVersionUID = 1;

  /** Of the part that is wrong, as CEL counts parts. */
  final long part;

  FlawedException(long part, String message) {
    super(message);
    this.part = part;
  }
}
