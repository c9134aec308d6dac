package org.patchbay.engine;

import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;

/** Answers pings. */
final class Ponger implements Protocol {
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
    session.on(Ping.class, ping -> session.send(new Pong(ping.nonce())));
  }
}
