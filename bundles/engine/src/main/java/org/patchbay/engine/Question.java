package org.patchbay.engine;

/**
 * What was put to the policy in force, with its answer, on its way to a shadow. Immutable: made on
 * the node loop, asked beside it.
 *
 * @param <P> kind of the policy
 */
interface Question<P> {
  /** Asks the shadow and compares. */
  void put(ShadowSeat<P> seat);
}
