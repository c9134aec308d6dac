package org.patchbay.protocols;

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;

/** Pings, and answers to them (protocol-facts §5.1, §10.2), with every peer. Stateless. */
@Component(name = "patchbay.protocols.ping")
public final class PingProtocol implements Protocol {
  @Override
  public String name() {
    return "ping";
  }

  @Override
  public boolean appliesTo(PeerView peer) {
    return true;
  }

  @Override
  public void attach(Session session) {
    new Heartbeat(session).begin();
  }
}
