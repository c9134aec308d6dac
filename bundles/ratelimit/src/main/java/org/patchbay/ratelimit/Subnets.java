package org.patchbay.ratelimit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.patchbay.api.peer.PeerView;

/** The groups that peers came from lately, by key. Confined to the node loop. */
final class Subnets {
  static final int MOST = 20_000;

  private final Map<Long, Subnet> byGroup = new LinkedHashMap<>(16, 0.75f, true);

  /** The group of a peer, with what the peer used of the quota before. */
  Subnet of(PeerView peer, SubnetLimits limits, long now) {
    Subnet subnet =
        peer.address().isLocal()
            ? new Subnet(limits, now)
            : byGroup.computeIfAbsent(peer.keyedNetGroup(), any -> new Subnet(limits, now));
    subnet.seed(peer.bytesIn(), now - peer.connectedAt(), limits.daily());
    if (byGroup.size() > MOST) {
      Iterator<Subnet> quiet = byGroup.values().iterator();
      quiet.next();
      quiet.remove();
    }
    return subnet;
  }

  int size() {
    return byGroup.size();
  }
}
