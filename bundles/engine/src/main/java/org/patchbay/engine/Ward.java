package org.patchbay.engine;

/** Answers for foreign code that the loop calls. */
interface Ward {
  /**
   * The call did not return in time and was given up. Called on the fresh loop thread before the
   * abandoned step is run again, which must then take another way.
   *
   * @param where the place at which the foreign code was found, one line
   */
  void abandoned(String where);
}
