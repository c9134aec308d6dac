package org.example.eviction;

import static java.util.Comparator.comparingLong;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;

/**
 * Evicts the youngest peer. Dropped into {@code deploy/} it is in force at once, because it ranks
 * above everything in the distribution; {@code policy:use eviction core} takes the slot back.
 *
 * <p>It shows how little a policy needs, and protects nobody: an attacker who holds his connections
 * keeps newcomers out.
 */
@Component(
    name = "org.example.eviction",
    property = {"policy.name=youngest", "service.ranking:Integer=100"})
public final class YoungestFirst implements EvictionPolicy {
  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    return candidates.stream()
        .max(comparingLong(PeerView::connectedAt).thenComparingLong(PeerView::id));
  }
}
