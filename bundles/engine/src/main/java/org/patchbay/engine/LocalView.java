package org.patchbay.engine;

import org.patchbay.api.session.Local;

/** What we tell one peer about ourselves. Immutable. */
record LocalView(long services, String userAgent, long nonce, boolean relay) implements Local {}
