package org.patchbay.mining;

/** Reasons of the chain, which begin with Bitcoin Core's word and go on with the values. */
final class Words {
  private Words() {}

  /** The word alone. */
  static String first(String reason) {
    int end = reason.indexOf(':');
    return end < 0 ? reason : reason.substring(0, end);
  }
}
