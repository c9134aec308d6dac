package org.patchbay.eviction;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.eviction.ProtectionSets;
import org.patchbay.api.peer.PeerView;

/**
 * Evicts the worst peer by score. Stateless; nothing to configure: the score comes from the scoring
 * policy in force.
 *
 * <p>Bitcoin Core's protection sets come first (protocol-facts §10.6, §21): a single number can be
 * gamed until an attacker's peers are all that is left. Among those whom no set keeps (and among
 * those marked for eviction first, where there are any) goes the peer with the most misbehaviour;
 * of equals the one with the lowest score, one without a score last; of equals again the youngest.
 * When everyone is protected the newcomer is refused.
 */
@Component(
    name = "patchbay.eviction.scored",
    property = {"policy.name=scored", "service.ranking:Integer=-100"})
public final class ScoredEviction implements EvictionPolicy {
  /** Worst first; {@code Double.compare} puts NaN above every number. */
  private static final Comparator<PeerView> WORST_FIRST =
      comparingInt(PeerView::misbehaviour)
          .reversed()
          .thenComparingDouble(PeerView::score)
          .thenComparing(comparingLong(PeerView::connectedAt).reversed())
          .thenComparing(comparingLong(PeerView::id).reversed());

  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    return ProtectionSets.survivors(candidates).stream().min(WORST_FIRST);
  }

  /** Who has the lowest score, however the others were chosen; without scores it has no choice. */
  @Override
  public Optional<PeerView> trim(List<PeerView> candidates, long now) {
    return candidates.stream().filter(each -> !Double.isNaN(each.score())).min(WORST_FIRST);
  }

  @Override
  public List<String> explain(List<PeerView> candidates, long now) {
    return ProtectionSets.explain(candidates);
  }
}
