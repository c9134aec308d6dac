package org.patchbay.selection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.SelectionContract;

class ScoredSelectionTest extends SelectionContract {
  @Override
  protected SelectionPolicy policy() {
    return new ScoredSelection();
  }

  private double preference(double score) {
    return policy().preference(FakePeer.inbound().score(score), 0);
  }

  @Test
  void theBetterScoreComesFirstAndNoScoreLast() {
    assertTrue(preference(0.9) > preference(0.1));
    assertTrue(preference(0.0) > preference(Double.NaN));
  }
}
