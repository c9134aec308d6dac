package org.patchbay.scoring;

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.scoring.ScoringPolicy;

/**
 * No opinion, as in Bitcoin Core, which scores no peer: every score is NaN, and nothing follows
 * from it. Stateless; nothing to configure.
 */
@Component(
    name = "patchbay.scoring.none",
    property = {"policy.name=none", "service.ranking:Integer=0"})
public final class NoScoring implements ScoringPolicy {
  private static final PeerScore NO_OPINION = new NoOpinion();

  @Override
  public PeerScore open(PeerView peer, long now) {
    return NO_OPINION;
  }

  private static final class NoOpinion implements PeerScore {
    @Override
    public void on(Fact fact, long now) {}

    @Override
    public double score(PeerView peer, long now) {
      return Double.NaN;
    }
  }
}
