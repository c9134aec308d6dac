package org.patchbay.api.session;

import org.osgi.annotation.versioning.ProviderType;

/** Measures round trips when somebody wants to know them now. Confined to the node loop. */
@ProviderType
public interface Pings {
  /** Pings every peer, whether or not a pong is awaited of it. */
  void all();
}
