package {{package}};

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.scoring.ScoringPolicy;

/**
 * Scores a peer by the share of its messages that were of use. The default has no opinion of
 * anybody.
 */
@Component(name = "{{bundle}}", property = "policy.name={{name}}")
public final class {{class}} implements ScoringPolicy {
  @Override
  public PeerScore open(PeerView peer, long now) {
    return new UsefulShare();
  }

  /** Remembers nothing: the node counts, and a policy that comes late knows as much. */
  private static final class UsefulShare implements PeerScore {
    @Override
    public void on(Fact fact, long now) {}

    @Override
    public double score(PeerView peer, long now) {
      double useful = Math.max(0, peer.ledger().usefulMessages());
      double useless = Math.max(0, peer.ledger().uselessMessages());
      return useful + useless == 0 ? Double.NaN : useful / (useful + useless);
    }
  }
}
