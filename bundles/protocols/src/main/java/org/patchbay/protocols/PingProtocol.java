package org.patchbay.protocols;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Pings;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;

/**
 * Pings, and answers to them (protocol-facts §5.1, §10.2), with every peer. Keeps its conversations
 * only to have all of them ping at once. Confined to the node loop.
 */
@Component(
    name = "patchbay.protocols.ping",
    service = {Protocol.class, Pings.class})
public final class PingProtocol implements Protocol, Pings {
  private final Set<Heartbeat> hearts = new LinkedHashSet<>();

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
    Heartbeat heart = new Heartbeat(session);
    hearts.add(heart);
    session.onEnd(() -> hearts.remove(heart));
    heart.begin();
  }

  @Override
  public void all() {
    List.copyOf(hearts).forEach(Heartbeat::now);
  }
}
