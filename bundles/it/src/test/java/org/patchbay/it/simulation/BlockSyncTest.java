package org.patchbay.it.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.transport.Link;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Version;

/** Whole nodes with blocks, in one thread on virtual time. */
class BlockSyncTest {
  private static final Map<String, ?> ALL = Map.of("keep", "all");

  @TempDir Path folder;

  private static RegtestChain mined(Simulation simulation, int count) {
    return RegtestChain.from(simulation.loop.wallTime().getEpochSecond() - 7_000).mine(count);
  }

  private static void awaitBlocks(Simulation simulation, RegtestChain mined, Duration limit) {
    simulation.await(
        "blocks " + mined.height(),
        limit,
        () ->
            simulation.nodes().stream()
                .allMatch(node -> node.blocks.tip().hash().equals(mined.tip())));
  }

  private static long received(SimulatedNode node, String command) {
    return Stream.of(node.engine.totals().received().get(command))
        .mapToLong(count -> count == null ? 0 : count.messages())
        .sum();
  }

  @Test
  void twoNodesSyncFollowAndReorganiseTenDeep() {
    try (Simulation simulation = new Simulation(folder, 1)) {
      SimulatedNode miner = simulation.node(ALL);
      RegtestChain mined = mined(simulation, 2_500);
      miner.take(mined, 1);
      SimulatedNode other = simulation.node(ALL, miner);
      awaitBlocks(simulation, mined, Duration.ofSeconds(60));
      assertEquals(2_500, received(other, "block"), "each block came once");
      assertEquals(0xc09 & ~0x800, other.established().get(0).services() & 0x409);

      mined.mine(1);
      miner.take(mined, 2_501);
      awaitBlocks(simulation, mined, Duration.ofSeconds(2));

      RegtestChain branch = mined.fork(2_491, 7).mine(11);
      miner.take(branch, 2_492);
      awaitBlocks(simulation, branch, Duration.ofSeconds(5));

      simulation.loop.advance(Duration.ofHours(1));
      assertEquals(1, other.established().size(), "the link stands");
      assertEquals(0, other.engine.ended().size() + miner.engine.ended().size());
    }
  }

  @Test
  void fourPeersShareTheWorkAndABlockGoesRoundTheRing() {
    try (Simulation simulation = new Simulation(folder, 2)) {
      RegtestChain mined = mined(simulation, 1_500);
      SimulatedNode first = simulation.node(ALL);
      first.take(mined, 1);
      SimulatedNode second = simulation.node(ALL, first);
      SimulatedNode third = simulation.node(ALL, first, second);
      awaitBlocks(simulation, mined, Duration.ofSeconds(60));
      SimulatedNode last = simulation.node(ALL, first, second, third);
      awaitBlocks(simulation, mined, Duration.ofSeconds(60));
      assertEquals(1_500, received(last, "block"));
      for (PeerView peer : last.established()) {
        assertTrue(peer.received().get("block").messages() > 100, "a part of the work");
      }

      mined.mine(3);
      last.take(mined, 1_501);
      awaitBlocks(simulation, mined, Duration.ofSeconds(5));
      simulation.nodes().forEach(node -> assertEquals(0, node.engine.ended().size()));
    }
  }

  @Test
  void aPeerThatAnnouncesAndNeverDeliversHoldsUpNobodyForLong() {
    try (Simulation simulation = new Simulation(folder, 3)) {
      RegtestChain mined = mined(simulation, 1_200);
      SimulatedNode honest = simulation.node(ALL);
      honest.take(mined, 1);
      SimulatedNode syncing = simulation.node(ALL);
      Stranger mute = new Stranger(simulation.network.host(simulation.address()));
      mute.onOpen((self, link) -> link.send(version())).onMessage(announcing(mined));
      mute.dial(syncing.address());
      simulation.loop.advance(Duration.ofSeconds(1));
      assertEquals(16, mute.heard(GetData.class).get(0).items().size());
      byte[] host = honest.address().getAddress().getAddress();
      syncing.engine.connect(NetworkAddress.of(NetworkAddress.IPV4, host, Simulation.PORT));
      awaitBlocks(simulation, mined, Duration.ofSeconds(20));
      assertEquals(1, syncing.ended(CloseReason.Code.TOO_SLOW));
    }
  }

  private static Version version() {
    NetworkAddress nowhere = NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);
    return new Version(70016, 0x409, 0, 0, nowhere, 0x409, nowhere, 99, "/Mute:1/", 1_200, true);
  }

  /** Tells all headers and gives no block. */
  private static BiConsumer<Link, Message> announcing(RegtestChain mined) {
    return (link, message) -> {
      Guest.polite().accept(link, message);
      if (message instanceof GetHeaders) {
        link.send(
            new Headers(IntStream.rangeClosed(1, mined.height()).mapToObj(mined::header).toList()));
      }
    };
  }
}
