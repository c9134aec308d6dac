package org.patchbay.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.SelectionContract;

class CoreSelectionTest extends SelectionContract {
  @Override
  protected SelectionPolicy policy() {
    return new CoreSelection();
  }

  @Test
  void nobodyIsPreferred() {
    assertEquals(0, policy().preference(FakePeer.inbound().score(1).meanPing(1), 0));
    assertEquals(0, policy().preference(FakePeer.outbound().score(0), 0));
  }
}
