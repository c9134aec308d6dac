package org.patchbay.engine;

import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.Version;

/**
 * What the first version message of a peer must pass before anything is answered (protocol-facts
 * §5.1, §8.4). Confined to the node loop.
 */
final class Greeting {
  /** The version we speak: the last one all of whose rules are kept. */
  static final int OUR_VERSION = ProtocolVersion.WTXID_RELAY;

  /** What we look for in an outbound peer (§4.2). */
  static final long WANTED = Services.NETWORK | Services.WITNESS;

  private final World world;
  private final Policies policies;
  private final Closer closer;
  private final Addresses addresses;
  private final Introductions introductions;

  Greeting(
      World world,
      Policies policies,
      Closer closer,
      Addresses addresses,
      Introductions introductions) {
    this.world = world;
    this.policies = policies;
    this.closer = closer;
    this.addresses = addresses;
    this.introductions = introductions;
  }

  /** Takes the version into the peer's view; answers false when the peer was closed for it. */
  boolean admit(Peer peer, Version version, long now) {
    if (!peer.type().outbound() && ours(version.nonce())) {
      closer.close(peer, CloseReason.of(CloseReason.Code.SELF_CONNECTION));
      return false;
    }
    peer.learn(version, OUR_VERSION, WANTED, world.loop.wallTime().getEpochSecond());
    PeerLines.version(peer, version);
    Admission answer = policies.onVersion(peer, others(peer));
    if (peer.exempt() || peer.address().isLocal()) {
      answer = Policies.minimumVersion(peer);
    }
    if (answer instanceof Admission.Refused refused) {
      closer.close(peer, refused.reason());
      return false;
    }
    if (peer.type().outbound()) {
      addresses.good(peer.address(), peer.services());
    }
    // Last: until here the step may be abandoned and run again.
    introductions.seen(peer);
    peer.awaitVerack();
    return true;
  }

  /** Whether a nonce is that of a connection that we opened and that is not established. */
  private boolean ours(long nonce) {
    for (Peer other : world.peers.outbound()) {
      if (!other.handshaken && other.nonce() == nonce) {
        return true;
      }
    }
    return false;
  }

  private Collection<PeerView> others(Peer peer) {
    Collection<Peer> all = world.peers.all();
    return new AbstractCollection<>() {
      @Override
      public Iterator<PeerView> iterator() {
        Stream<PeerView> others = all.stream().filter(each -> each != peer).map(each -> each);
        return others.iterator();
      }

      @Override
      public int size() {
        return all.size() - 1;
      }
    };
  }
}
