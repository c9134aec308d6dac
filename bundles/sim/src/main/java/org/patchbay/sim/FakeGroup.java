package org.patchbay.sim;

import java.util.List;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.wire.NetworkClass;

/** An announce group as a value. Immutable. */
public record FakeGroup(
    Kind kind, NetworkClass network, List<? extends PeerView> peers, boolean strained)
    implements AnnounceGroup {
  /** A group on IPv4 without strain. */
  public static FakeGroup of(Kind kind, PeerView... peers) {
    return new FakeGroup(kind, NetworkClass.IPV4, List.of(peers), false);
  }

  /** The same group while the node backs off. */
  public FakeGroup underStrain() {
    return new FakeGroup(kind, network, peers, true);
  }
}
