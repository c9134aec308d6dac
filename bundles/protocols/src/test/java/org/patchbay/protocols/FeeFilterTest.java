package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.wire.TransactionRules;
import org.patchbay.wire.message.FeeFilter;

/** Fee filters, sent and received (protocol-facts §13.9). */
class FeeFilterTest {
  private final TxWorld world = new TxWorld(3);

  private FakeSession meet(FakePeer peer) {
    FakeSession session = new FakeSession(world.loop, peer);
    world.protocol.attach(session);
    return session;
  }

  @Test
  void twoOfThreeAreRoundedOneBucketLower() {
    SplittableRandom random = new SplittableRandom(1);
    Map<Long, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 30_000; i++) {
      counts.merge(FeeRounder.round(1_000, random), 1, Integer::sum);
    }
    // 50 · 1.1^31 = 959.7 and 50 · 1.1^32 = 1055.7, both cut off.
    assertEquals(List.of(959L, 1_055L), List.copyOf(counts.keySet()));
    assertEquals(20_000, counts.get(959L), 400);
  }

  @Test
  void theEndsOfTheBuckets() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      assertEquals(0, FeeRounder.round(0, random));
      assertEquals(FeeRounder.highest(), FeeRounder.round(TransactionRules.MAX_MONEY, random));
      long one = FeeRounder.round(1, random);
      assertTrue(one == 0 || one == 50, "1 becomes " + one);
    }
    assertTrue(FeeRounder.highest() <= 10_000_000 && 1.1 * FeeRounder.highest() > 10_000_000 - 1);
  }

  @Test
  void theMinimumIsToldAtOnceAndThenOnlyWhenItChanges() {
    FakeSession peer = meet(world.outbound());
    assertEquals(List.of(new FeeFilter(100)), peer.takeSent());
    world.pass(Duration.ofHours(5));
    assertEquals(List.of(), peer.takeSent());
  }

  @Test
  void aGreatMoveIsToldWithinMinutesAndASmallOneInTime() {
    FakeSession peer = meet(world.outbound());
    peer.takeSent();
    world.pool.minimumFeeRate(50_000);
    world.pass(Duration.ofMinutes(6));
    List<FeeFilter> told = peer.sent(FeeFilter.class);
    assertTrue(!told.isEmpty());
    assertTrue(told.get(0).satPerKvb() > 40_000 && told.get(0).satPerKvb() < 55_001);

    int changes = 0;
    for (int hour = 0; hour < 100; hour++) {
      peer.takeSent();
      world.pass(Duration.ofHours(1));
      changes += peer.sent(FeeFilter.class).size();
    }
    // Six times an hour one of two buckets is drawn; 4 of 9 draws differ from the one before.
    assertTrue(changes > 200 && changes < 333, changes + " in 100 hours");
  }

  @Test
  void duringTheInitialDownloadNothingIsWantedAndItsEndIsToldAtOnce() {
    world.blocks.initialDownload(true);
    FakeSession peer = meet(world.outbound());
    assertEquals(List.of(new FeeFilter(FeeRounder.highest())), peer.takeSent());
    world.blocks.initialDownload(false);
    world.blocks.mineEmpty(1);
    assertEquals(List.of(new FeeFilter(100)), peer.takeSent());
  }

  @Test
  void whoIsNotTold() {
    assertEquals(List.of(), meet(world.outbound().commonVersion(70_012)).sent());
    assertEquals(List.of(), meet(world.inbound(Permission.FORCERELAY)).sent());
    assertEquals(List.of(), meet(world.outbound().type(ConnectionType.BLOCK_RELAY_ONLY)).sent());
    TxWorld closed = new TxWorld(1, false);
    FakeSession session = new FakeSession(closed.loop, closed.outbound());
    closed.protocol.attach(session);
    assertEquals(List.of(), session.sent());
  }

  @Test
  void theirsIsTakenWhenItIsAnAmountOfMoney() {
    FakeSession peer = meet(world.outbound());
    peer.deliver(new FeeFilter(2_000));
    assertEquals(2_000, peer.announcements().feeFilter());
    peer.deliver(new FeeFilter(-1), new FeeFilter(TransactionRules.MAX_MONEY + 1));
    assertEquals(2_000, peer.announcements().feeFilter());
  }

  @Test
  void theLastConversationLeavesNoTimer() {
    FakeSession one = meet(world.outbound());
    FakeSession other = meet(world.outbound());
    one.end();
    other.end();
    world.pass(Duration.ofHours(2));
    assertEquals(0, world.loop.pending());
  }
}
