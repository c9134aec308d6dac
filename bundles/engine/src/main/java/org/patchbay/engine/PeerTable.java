package org.patchbay.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.transport.Link;

/** The live connections. Confined to the node loop. */
final class PeerTable {
  private final Map<Long, Peer> byId = new LinkedHashMap<>();
  private final IdentityHashMap<Link, Peer> byLink = new IdentityHashMap<>();
  private final List<Peer> byPlace = new ArrayList<>();
  private final ArrayDeque<Integer> freePlaces = new ArrayDeque<>();
  private final Collection<Peer> view = Collections.unmodifiableCollection(byId.values());
  private final List<Peer> outbound = new ArrayList<>();
  private final Hosting hosting = new Hosting();
  private int inbound;
  private long ids;

  long nextId() {
    return ++ids;
  }

  /** A place for a newcomer; taken once the peer is added. */
  int freePlace() {
    Integer place = freePlaces.peek();
    return place == null ? byPlace.size() : place;
  }

  void add(Peer peer) {
    if (peer.place() == byPlace.size()) {
      byPlace.add(peer);
    } else {
      freePlaces.remove();
      byPlace.set(peer.place(), peer);
    }
    byId.put(peer.id(), peer);
    byLink.put(peer.link, peer);
    peer.atHost = hosting.add(peer.address());
    if (peer.type().outbound()) {
      outbound.add(peer);
    } else {
      inbound++;
    }
  }

  /** It is being closed and takes no slot any more. */
  void closing(Peer peer) {
    inbound -= peer.type().outbound() ? 0 : 1;
  }

  /** It is gone; it was {@link #closing} before. */
  void remove(Peer peer) {
    if (byId.remove(peer.id()) != null) {
      byLink.remove(peer.link);
      hosting.remove(peer.address());
      byPlace.set(peer.place(), null);
      freePlaces.add(peer.place());
      outbound.remove(peer);
    }
  }

  Peer of(Link link) {
    return byLink.get(link);
  }

  Peer byId(long id) {
    return byId.get(id);
  }

  /** The peer at a place; null when it is free. */
  Peer at(int place) {
    return place < byPlace.size() ? byPlace.get(place) : null;
  }

  /** Places in use or free: all live peers are below. */
  int places() {
    return byPlace.size();
  }

  /** Oldest first; changes under the reader when peers come and go. */
  Collection<Peer> all() {
    return view;
  }

  /** Oldest first, as they are now. */
  List<Peer> copy() {
    return List.copyOf(byId.values());
  }

  /** The peers that are not being closed. */
  List<Peer> open() {
    List<Peer> open = new ArrayList<>(byId.size());
    for (Peer peer : byId.values()) {
      if (peer.open()) {
        open.add(peer);
      }
    }
    return open;
  }

  int size() {
    return byId.size();
  }

  /** The peers that we dialled; changes when peers come and go. */
  List<Peer> outbound() {
    return outbound;
  }

  /** Inbound peers that are not being closed. */
  int inbound() {
    return inbound;
  }
}
