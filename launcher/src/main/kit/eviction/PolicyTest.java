package {{package}};

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.EvictionContract;
import org.patchbay.wire.NetworkAddress;

/** What every eviction policy must keep, and what this one is for. */
class {{class}}Test extends EvictionContract {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final List<FakePeer> slots = new ArrayList<>();

  @Override
  protected EvictionPolicy policy() {
    return new {{class}}();
  }

  /** An hour on virtual time: every slot is taken, and each second one of three hosts dials. */
  @Test
  void aFloodFromThreeHostsCostsNobodyElseASlot() {
    for (int id = 1; id <= 80; id++) {
      slots.add(peer(id, "198.51.100." + id));
    }
    List<FakePeer> honest = List.copyOf(slots);
    for (int id = 81; id <= 100; id++) {
      slots.add(peer(id, "203.0.113." + id % 3));
    }
    for (int second = 1; second <= 3_600; second++) {
      FakePeer newcomer = peer(100 + second, "203.0.113." + second % 3);
      loop.after(Duration.ofSeconds(second), () -> arrive(newcomer.connectedAt(loop.now())));
    }

    loop.advance(Duration.ofHours(1));

    assertTrue(slots.containsAll(honest));
  }

  private void arrive(FakePeer newcomer) {
    for (FakePeer peer : slots) {
      long here = slots.stream().filter(p -> p.address().equals(peer.address())).count();
      peer.peersAtHost((int) here);
    }
    policy().evict(List.copyOf(slots), loop.now()).ifPresent(slots::remove);
    slots.add(newcomer);
  }

  private static FakePeer peer(int id, String host) {
    return FakePeer.inbound().established().id(id).address(NetworkAddress.parse(host + ":8333"));
  }
}
