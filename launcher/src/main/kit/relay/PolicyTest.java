package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.sim.FakeGroup;
import org.patchbay.sim.FakeOffer;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.contract.RelayContract;

/** What every relay policy must keep, and what this one is for. */
class {{class}}Test extends RelayContract {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final AnnounceGroup group =
      FakeGroup.of(AnnounceGroup.Kind.INBOUND, FakePeer.inbound().established());
  private final List<Offer> queue = new ArrayList<>();
  private final List<Long> waits = new ArrayList<>();

  @Override
  protected RelayPolicy policy() {
    return new {{class}}();
  }

  /** An hour on virtual time: a transaction each second. */
  @Test
  void everyTransactionIsToldWithinNineSeconds() {
    for (int second = 0; second < 3_600; second++) {
      int number = second;
      loop.after(
          Duration.ofSeconds(second),
          () -> {
            FakeOffer offer = FakeOffer.of(number, number % 7 * 1_000, 200, 0);
            queue.add(
                new FakeOffer(offer.txid(), offer.wtxid(), offer.fee(), 200, 0, loop.now()));
          });
    }
    tellLater();

    loop.advance(Duration.ofHours(1).plusSeconds(9));

    assertEquals(3_600, waits.size());
    assertTrue(waits.stream().allMatch(wait -> wait <= 9_000_000_000L), waits::toString);
  }

  private void tellLater() {
    long delay = policy().delay(group, loop.random());
    loop.after(
        Duration.ofNanos(delay),
        () -> {
          for (Offer told : policy().batch(group, List.copyOf(queue))) {
            waits.add(loop.now() - told.offeredAt());
            queue.remove(told);
          }
          tellLater();
        });
  }
}
