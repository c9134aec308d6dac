package org.patchbay.chain;

/**
 * What the rules of blocks depend on besides BIP34 (protocol-facts §18.3). Immutable.
 *
 * @param csv height from which lock times are compared with the median time, and relative ones hold
 * @param segwit height from which blocks may have witnesses
 * @param halving blocks after which the subsidy is halved
 */
record Deployments(int csv, int segwit, int halving) {
  private static final long FIRST_SUBSIDY = 5_000_000_000L;

  boolean csvAt(int height) {
    return height >= csv;
  }

  boolean segwitAt(int height) {
    return height >= segwit;
  }

  /** Satoshi that a block may create at a height. */
  long subsidy(int height) {
    int halvings = height / halving;
    return halvings >= 64 ? 0 : FIRST_SUBSIDY >> halvings;
  }
}
