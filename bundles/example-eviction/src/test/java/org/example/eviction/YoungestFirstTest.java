package org.example.eviction;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.EvictionContract;

class YoungestFirstTest extends EvictionContract {
  @Override
  protected EvictionPolicy policy() {
    return new YoungestFirst();
  }

  @Test
  void theLastToConnectGoes() {
    FakePeer early = FakePeer.inbound().id(1).connectedAt(10);
    FakePeer late = FakePeer.inbound().id(2).connectedAt(20);
    FakePeer alsoLate = FakePeer.inbound().id(3).connectedAt(20);
    List<FakePeer> peers = List.of(early, alsoLate, late);
    assertSame(alsoLate, policy().evict(List.copyOf(peers), 30).orElseThrow());
  }
}
