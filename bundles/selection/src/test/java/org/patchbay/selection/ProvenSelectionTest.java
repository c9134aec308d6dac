package org.patchbay.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.sim.FakeLedger;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.SelectionContract;

class ProvenSelectionTest extends SelectionContract {
  @Override
  protected SelectionPolicy policy() {
    return new ProvenSelection();
  }

  private double preference(long blocks, long useless, long millis) {
    return policy()
        .preference(
            FakePeer.inbound()
                .meanPing(millis < 0 ? -1 : millis * 1_000_000)
                .ledger(new FakeLedger().blocks(blocks).uselessMessages(useless)),
            0);
  }

  @Test
  void eachTermReachesAHalf() {
    assertEquals(0, preference(0, 0, -1));
    assertEquals(0.5, preference(16, 0, -1));
    assertEquals(-0.5, preference(0, 16, -1));
    assertEquals(0.5, preference(0, 0, 200));
  }

  @Test
  void aShortRoundTripAloneIsNoMatchForBlocksGiven() {
    assertTrue(preference(1_000, 0, 200) > preference(0, 0, 0));
  }

  @Test
  void junkTakesAwayWhatBlocksEarned() {
    assertTrue(preference(1_000, 10_000, 50) < preference(16, 0, 50));
  }
}
