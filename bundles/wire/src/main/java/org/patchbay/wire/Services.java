package org.patchbay.wire;

/** Service bits a node advertises (protocol-facts §4.1). */
public final class Services {
  private Services() {}

  /** The whole block history, or a promise of it. */
  public static final long NETWORK = 1L;
}
