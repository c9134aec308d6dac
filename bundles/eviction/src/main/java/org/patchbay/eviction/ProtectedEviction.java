package org.patchbay.eviction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;

/**
 * Bitcoin Core's choice (protocol-facts §10.6). Stateless; nothing to configure.
 *
 * <p>Among the peers that no protection set keeps (and among those marked for eviction first, where
 * there are any) it takes the network group with most peers, of equal groups the one with the
 * newest peer, and evicts the newest peer of that group: who fills slots from one network pays with
 * his own connections. When everyone is protected the newcomer is refused.
 */
@Component(
    name = "patchbay.eviction.core",
    property = {"policy.name=core", "service.ranking:Integer=0"})
public final class ProtectedEviction implements EvictionPolicy {
  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    Map<Long, Group> groups = new HashMap<>();
    Group largest = null;
    for (Candidate each : ProtectionSets.survivors(candidates)) {
      Group group = groups.computeIfAbsent(each.netGroup(), key -> new Group());
      group.size++;
      group.newest = each;
      // Oldest first: of groups of one size the last one here has the newest peer.
      largest = largest == null || group.size >= largest.size ? group : largest;
    }
    return Optional.ofNullable(largest).map(group -> group.newest.peer);
  }

  @Override
  public List<String> explain(List<PeerView> candidates, long now) {
    return ProtectionSets.explain(candidates);
  }

  private static final class Group {
    int size;
    Candidate newest;
  }
}
