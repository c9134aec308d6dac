package org.patchbay.selection;

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.selection.SelectionPolicy;

/**
 * No preference, as in Bitcoin Core, which asks peers as their turn comes (protocol-facts §14.7).
 * Stateless; nothing to configure.
 */
@Component(
    name = "patchbay.selection.core",
    property = {"policy.name=core", "service.ranking:Integer=0"})
public final class CoreSelection implements SelectionPolicy {
  @Override
  public double preference(PeerView peer, long now) {
    return 0;
  }
}
