package org.patchbay.deploy;

/**
 * What a class file refers to. Immutable.
 *
 * @param owner a class, with dots
 * @param member name of one of its fields or methods; empty for the class itself
 */
record Reference(String owner, String member) {
  /** A method of the class's own whose code is not Java's. */
  static final Reference NATIVE = new Reference("", "native");

  /** As it is written in a list of names. */
  @Override
  public String toString() {
    return member.isEmpty() ? owner : owner + "#" + member;
  }
}
