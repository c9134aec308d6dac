package org.patchbay.api.remedy;

import org.patchbay.api.health.Remedy;

/**
 * What is to be done, and for which check's finding. Immutable.
 *
 * @param check its {@code check.name}
 */
public record Prescription(String check, Remedy remedy) {
  /**
   * Something for somebody.
   *
   * @throws IllegalArgumentException when either is missing
   */
  public Prescription {
    if (check == null || remedy == null) {
      throw new IllegalArgumentException("prescribed " + remedy + " for " + check);
    }
  }
}
