package {{package}};

import static java.util.Comparator.comparingDouble;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.selection.SelectionPolicy;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.SelectionContract;

/** What every selection policy must keep, and what this one is for. */
class {{class}}Test extends SelectionContract {
  @Override
  protected SelectionPolicy policy() {
    return new {{class}}();
  }

  /** An hour on virtual time: pings come back sooner or later, the distance shows all the same. */
  @Test
  void thePeersAreAskedInTheOrderOfTheirDistance() {
    VirtualLoop loop = new VirtualLoop(1);
    List<FakePeer> peers = new ArrayList<>();
    for (int id = 10; id >= 1; id--) {
      peers.add(FakePeer.outbound().established().id(id));
    }
    for (int minute = 1; minute <= 60; minute++) {
      loop.after(
          Duration.ofMinutes(minute), () -> peers.forEach(peer -> ping(peer, loop)));
    }

    loop.advance(Duration.ofHours(1));

    SelectionPolicy policy = policy();
    List<Long> asked =
        peers.stream()
            .sorted(comparingDouble(peer -> -policy.preference(peer, loop.now())))
            .map(FakePeer::id)
            .toList();
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L), asked);
  }

  /** Ten milliseconds of distance for each number, and up to thirty of a busy line. */
  private static void ping(FakePeer peer, VirtualLoop loop) {
    long nanos = peer.id() * 10_000_000 + loop.random().nextLong(30_000_000);
    peer.minPing(peer.minPing() < 0 ? nanos : Math.min(peer.minPing(), nanos));
  }
}
