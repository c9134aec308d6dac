package org.patchbay.api.admission;

import org.patchbay.api.peer.CloseReason;

/** The answer to an admission question. Immutable. */
public sealed interface Admission {
  /** Let in. */
  record Admitted() implements Admission {
    static final Admitted INSTANCE = new Admitted();
  }

  /**
   * Refused.
   *
   * @param reason what the connection ends with, counted by its code; {@code NOT_ADMITTED} where no
   *     other fits
   */
  record Refused(CloseReason reason) implements Admission {}

  /** Let in. */
  static Admission admit() {
    return Admitted.INSTANCE;
  }

  /**
   * Refused.
   *
   * @param detail one line with the values that mattered, for operators; empty when the code says
   *     all
   */
  static Admission refuse(CloseReason.Code code, String detail) {
    return new Refused(CloseReason.of(code, detail));
  }
}
