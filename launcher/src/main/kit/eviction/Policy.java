package {{package}};

import static java.util.Comparator.comparingInt;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;

/**
 * Evicts the youngest peer of the most crowded host: whoever opens many connections from one place
 * pays for them. The default protects the useful first, then looks at groups of addresses.
 */
@Component(name = "{{bundle}}", property = "policy.name={{name}}")
public final class {{class}} implements EvictionPolicy {
  @Override
  public Optional<PeerView> evict(List<PeerView> candidates, long now) {
    return candidates.stream()
        .max(
            comparingInt(PeerView::peersAtHost)
                .thenComparingLong(PeerView::connectedAt)
                .thenComparingLong(PeerView::id));
  }
}
