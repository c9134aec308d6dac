package org.patchbay.api.log;

import java.util.Iterator;
import java.util.List;
import org.patchbay.api.peer.PeerView;
import org.slf4j.Marker;

/**
 * Which peer a log line is about: the line's marker, and its last argument. {@code peer=12}, with
 * the address behind it where the operator wants addresses. Immutable.
 */
@SuppressWarnings("deprecation") // SLF4J's markers within markers: this one has none.
public final class PeerTag implements Marker, Discreet {
  private static final long serialVersionUID = 1;

  private final long id;
  private final transient Object address;

  /**
   * The tag of a peer; make one and keep it where lines are frequent.
   *
   * @param address whose text is the peer's address
   */
  public PeerTag(long id, Object address) {
    this.id = id;
    this.address = address;
  }

  /** The tag of a peer whose address is not at hand. */
  public static PeerTag of(long id) {
    return new PeerTag(id, null);
  }

  /** The tag of a peer. */
  public static PeerTag of(PeerView peer) {
    return new PeerTag(peer.id(), peer.address());
  }

  /** The peer's id. */
  public long id() {
    return id;
  }

  /** The peer's address as text; empty where it is not at hand. */
  public String address() {
    return address == null ? "" : address.toString();
  }

  @Override
  public String open() {
    return address == null ? getName() : getName() + ", peeraddr=" + address;
  }

  @Override
  public String getName() {
    return "peer=" + id;
  }

  @Override
  public String toString() {
    return getName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerTag tag && tag.id == id;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public void add(Marker reference) {
    throw new UnsupportedOperationException("a peer's tag stands alone");
  }

  @Override
  public boolean remove(Marker reference) {
    return false;
  }

  @Override
  public boolean hasChildren() {
    return false;
  }

  @Override
  public boolean hasReferences() {
    return false;
  }

  @Override
  public Iterator<Marker> iterator() {
    return List.<Marker>of().iterator();
  }

  @Override
  public boolean contains(Marker other) {
    return equals(other);
  }

  @Override
  public boolean contains(String name) {
    return getName().equals(name);
  }
}
