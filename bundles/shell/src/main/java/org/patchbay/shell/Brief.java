package org.patchbay.shell;

/**
 * A reason, whose stack people see the innermost place of in a table; programs get all of it.
 * Immutable.
 */
record Brief(String whole) {
  private static final String NEXT_PLACE = " < ";

  @Override
  public String toString() {
    int end = whole.indexOf(NEXT_PLACE);
    return end < 0 ? whole : whole.substring(0, end) + " < …";
  }
}
