package org.patchbay.rules;

/** A value that cannot be computed: the rule does not match, and it is counted. Immutable. */
final class Fault extends RuntimeException {
  static final Fault OVERFLOW = new Fault("beyond 64 bits");
  static final Fault ZERO = new Fault("division by zero");

  private static final long serialVersionUID = 1;

  private Fault(String message) {
    super(message, null, false, false); // No stack: it may happen often, and is always the same.
  }
}
