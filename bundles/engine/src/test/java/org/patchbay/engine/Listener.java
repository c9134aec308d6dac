package org.patchbay.engine;

import java.util.HashMap;
import java.util.Map;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.relay.Announcements;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;

/** A protocol that takes part in relay and does nothing else. */
final class Listener implements Protocol {
  final Map<Long, Session> sessions = new HashMap<>();
  boolean byWtxid = true;

  /** The part of a peer. */
  Announcements part(long peer) {
    return sessions.get(peer).announcements();
  }

  @Override
  public String name() {
    return "listener";
  }

  @Override
  public boolean relaysTransactions() {
    return true;
  }

  @Override
  public boolean appliesTo(PeerView peer) {
    return true;
  }

  @Override
  public void attach(Session session) {
    sessions.put(session.peer().id(), session);
    session.announcements().begin(byWtxid);
  }
}
