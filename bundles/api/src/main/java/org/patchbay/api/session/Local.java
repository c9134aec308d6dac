package org.patchbay.api.session;

import org.osgi.annotation.versioning.ProviderType;

/** What we tell one peer about ourselves. */
@ProviderType
public interface Local {
  /** Service bits of what is really served to this peer now: the union over all protocols. */
  long services();

  /** User agent of §5.1, for example {@code /Patchbay:0.1.0/}. */
  String userAgent();

  /** The nonce of our version message to this peer (§8.4). */
  long nonce();

  /**
   * What our version message says of transactions: true when a protocol relays them and this kind
   * of connection is one for them.
   */
  boolean relay();
}
