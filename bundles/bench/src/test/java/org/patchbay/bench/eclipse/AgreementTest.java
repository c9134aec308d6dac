package org.patchbay.bench.eclipse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.addrbook.BucketAddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;

/** The slots of a siege, without sockets and messages, beside a whole engine with the same book. */
class AgreementTest {
  private static final int SEEDS = 4;
  private static final Duration RUN = Duration.ofHours(4);
  private static final int STEPS = 4 * 120;

  @TempDir Path folder;

  /** What both come to: the attacker's lasting slots and the addresses that worked. */
  private record Count(int hostile, int worked) {
    Count plus(Count other) {
      return new Count(hostile + other.hostile, worked + other.worked);
    }
  }

  private final class World {
    final VirtualLoop loop;
    final Internet internet;
    final BucketAddressBook book;

    World(long seed) {
      loop = new VirtualLoop(seed);
      internet = new Internet(3_000, 300, loop.random());
      book = BucketAddressBook.trial(loop, true, NetGroup::of);
      List<NetworkAddress> all = new ArrayList<>(internet.honest);
      all.addAll(internet.hostile);
      for (NetworkAddress address : all) {
        long now = loop.wallTime().getEpochSecond();
        book.add(
            List.of(new AddressEntry(now, OutboundSlots.SERVICES, address)),
            internet.anyHonest(),
            0);
      }
    }

    Count count(List<NetworkAddress> lasting) {
      assertEquals(OutboundSlots.FULL_RELAY + OutboundSlots.BLOCK_RELAY, lasting.size());
      int worked = 0;
      for (AddressRecord record : book.snapshot()) {
        worked += record.lastSuccess() > 0 ? 1 : 0;
      }
      return new Count((int) lasting.stream().filter(internet::hostile).count(), worked);
    }
  }

  private Count thin(long seed) {
    World world = new World(seed);
    OutboundSlots slots =
        new OutboundSlots(world.internet, world.book, world.loop.random(), true, address -> {});
    for (int i = 0; i < STEPS; i++) {
      world.loop.advance(RUN.dividedBy(STEPS));
      slots.step(world.loop.now(), world.loop.wallTime().getEpochSecond());
    }
    return world.count(slots.lasting());
  }

  private Count whole(long seed) {
    World world = new World(seed);
    WholeNode node = new WholeNode(world.loop, world.internet, world.book, folder);
    world.loop.advance(RUN);
    Count count = world.count(node.lasting());
    node.stop();
    folder.resolve("anchors.txt").toFile().delete();
    return count;
  }

  @Test
  void theSlotsOfASiegeAreThoseOfAnEngine() {
    Count thin = new Count(0, 0);
    Count whole = new Count(0, 0);
    for (int seed = 0; seed < SEEDS; seed++) {
      thin = thin.plus(thin(seed));
      whole = whole.plus(whole(seed));
    }
    assertTrue(Math.abs(thin.hostile - whole.hostile) <= 2 * SEEDS, thin + ", engine " + whole);
    assertEquals(whole.worked, thin.worked, 0.2 * whole.worked, thin + ", engine " + whole);
  }
}
