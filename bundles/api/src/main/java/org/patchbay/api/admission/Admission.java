package org.patchbay.api.admission;

import org.patchbay.api.peer.CloseReason;

/** The answer to an admission question. Immutable. */
public sealed interface Admission {
  /** Let in. */
  record Admitted() implements Admission {
    static final Admitted INSTANCE = new Admitted();
  }

  /** Refused, with the reason the connection ends with. */
  record Refused(CloseReason reason) implements Admission {}

  /** Let in. */
  static Admission admit() {
    return Admitted.INSTANCE;
  }

  /** Refused with a code and the values that mattered. */
  static Admission refuse(CloseReason.Code code, String detail) {
    return new Refused(CloseReason.of(code, detail));
  }
}
