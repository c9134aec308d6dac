package org.patchbay.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.ScoringContract;

class NoScoringTest extends ScoringContract {
  @Override
  protected ScoringPolicy policy() {
    return new NoScoring();
  }

  @Test
  void thereIsNoOpinionWhateverHappens() {
    FakePeer peer = FakePeer.inbound().established().minPing(1);
    ScoringPolicy.PeerScore score = policy().open(peer, 0);
    score.on(Fact.offence(Fact.Offence.Kind.INVALID_HEADER, "bits"), 0);
    assertEquals(Double.NaN, score.score(peer, 86_400_000_000_000L));
  }
}
