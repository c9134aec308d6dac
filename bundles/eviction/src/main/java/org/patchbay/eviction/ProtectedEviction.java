package org.patchbay.eviction;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.eviction.ProtectionSets;
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
    return ProtectionSets.youngestOfLargestGroup(ProtectionSets.survivors(candidates));
  }

  @Override
  public List<String> explain(List<PeerView> candidates, long now) {
    return ProtectionSets.explain(candidates);
  }
}
