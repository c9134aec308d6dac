package org.patchbay.deploy;

/** Something an operator gave cannot be taken; the message is one line that says what and why. */
class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
