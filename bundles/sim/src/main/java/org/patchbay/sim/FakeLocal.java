package org.patchbay.sim;

import org.patchbay.api.session.Local;

/** What we tell a peer about ourselves, as a value. Immutable. */
public record FakeLocal(long services, String userAgent, long nonce, boolean relay)
    implements Local {
  /** A node that serves nothing. */
  public static final FakeLocal DEFAULT = new FakeLocal(0, "/Patchbay:0.1.0/", 0x5eed, false);
}
