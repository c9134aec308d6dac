package org.patchbay.it.plugin;

import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Services;

/**
 * Lets a node say NETWORK. Clients written by others hang up on a node that serves no blocks before
 * they ask it for a header; the node itself never says it serves what it does not.
 */
public final class ClaimsHistory implements Protocol {
  @Override
  public String name() {
    return "claims-history";
  }

  @Override
  public long services() {
    return Services.NETWORK | Services.WITNESS;
  }

  @Override
  public boolean appliesTo(PeerView peer) {
    return false;
  }

  @Override
  public void attach(Session session) {}
}
