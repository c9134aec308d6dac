package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.patchbay.protocols.TxWorld.child;
import static org.patchbay.protocols.TxWorld.getData;
import static org.patchbay.protocols.TxWorld.inv;
import static org.patchbay.protocols.TxWorld.messages;
import static org.patchbay.protocols.TxWorld.tx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.message.GetData;

/** Children that come before their parents, on virtual time. */
class OrphanExchangeTest {
  private final TxWorld world = new TxWorld(5);
  private final Transaction parent = tx(1);
  private final Transaction child = child(parent);

  private void parentIsMissing(Transaction child, Transaction parent) {
    world.pool.says(child, Mempool.Kind.MISSING_PARENTS, "", parent.txid());
  }

  private static GetData byTxid(Transaction tx) {
    return new GetData(List.of(new Inventory(Inventory.WITNESS_TX, tx.txid())));
  }

  @Test
  void theParentIsFetchedByTxidAndTheChildFollows() {
    parentIsMissing(child, parent);
    FakeSession peer = world.meet(world.outbound());
    peer.deliver(messages(child));
    assertEquals(List.of(), peer.takeSent(), "2 s late, because the peer speaks wtxid relay");
    world.pass(Duration.ofSeconds(2));
    assertEquals(List.of(byTxid(parent)), peer.takeSent());

    world.pool.saysNoMore(child);
    peer.deliver(messages(parent));
    assertEquals(1, world.pool.size());
    world.loop.runDue();
    assertEquals(List.of(parent.wtxid(), child.wtxid()), world.relay.offered);
    int useful = peer.reports(Fact.Useful.class).stream().mapToInt(Fact.Useful::count).sum();
    assertEquals(2, useful);
  }

  @Test
  void everybodyWhoAnnouncedTheChildIsAskedForTheParent() {
    parentIsMissing(child, parent);
    FakeSession first = world.meet(world.outbound());
    FakeSession before = world.meet(world.outbound());
    FakeSession after = world.meet(world.outbound());
    before.deliver(inv(child));
    assertEquals(List.of(getData(child)), before.takeSent());
    first.deliver(messages(child));
    after.deliver(inv(child));
    world.pass(Duration.ofSeconds(2));

    List<FakeSession> asked = new ArrayList<>(List.of(first, before, after));
    for (int i = 0; i < 3; i++) {
      FakeSession now =
          asked.stream().filter(each -> !each.sent(GetData.class).isEmpty()).findFirst().get();
      assertEquals(List.of(byTxid(parent)), now.takeSent());
      asked.remove(now);
      assertTrue(asked.stream().allMatch(each -> each.sent(GetData.class).isEmpty()));
      now.end();
    }
    assertEquals(List.of(), asked);
  }

  @Test
  void aChainOfOrphansIsLookedAtOneInEachTurn() {
    FakeSession peer = world.meet(world.outbound());
    List<Transaction> chain = new ArrayList<>(List.of(parent));
    for (int i = 0; i < 20; i++) {
      Transaction next = child(chain.get(i));
      parentIsMissing(next, chain.get(i));
      chain.add(next);
      peer.deliver(messages(next));
    }
    chain.forEach(world.pool::saysNoMore);
    peer.deliver(messages(parent));
    assertEquals(1, world.pool.size());
    world.loop.runDue();
    assertEquals(chain.stream().map(Transaction::wtxid).toList(), world.relay.offered);
  }

  @Test
  void aChildOfARefusedParentIsRefusedByBothIds() {
    world.pool.says(parent, Mempool.Kind.REJECTED, "dust");
    parentIsMissing(child, tx(1));
    FakeSession peer = world.meet(world.outbound());
    FakeSession old = world.meet(world.outbound().features(java.util.Set.of()));
    Transaction bare = parent.withoutWitness();
    world.pool.says(bare, Mempool.Kind.REJECTED, "dust");
    peer.deliver(messages(bare, child));
    assertEquals(2, peer.reports(Fact.Nuisance.class).size());
    old.deliver(
        new org.patchbay.wire.message.Inv(List.of(new Inventory(Inventory.TX, child.txid()))));
    world.pass(Duration.ofSeconds(10));
    assertEquals(List.of(), old.takeSent());
  }

  @Test
  void forAnOrphanThatIsTooHeavyNothingIsFetched() {
    Transaction heavy =
        Spends.spend(
            List.of(new OutPoint(parent.txid(), 0)),
            List.of(new TxOut(1, new byte[Orphanage.MAX_WEIGHT / 4])));
    parentIsMissing(heavy, parent);
    FakeSession peer = world.meet(world.outbound());
    peer.deliver(messages(heavy));
    world.pass(Duration.ofMinutes(2));
    assertEquals(0, world.download().orphanage().size());
    assertEquals(List.of(), peer.takeSent());
  }

  @Test
  void orphansDoNotTrackMoreThanAnnouncementsMay() {
    FakeSession peer = world.meet(world.inbound());
    List<Hash256> parents = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      parents.add(tx(10_000 + i).txid());
    }
    for (int i = 0; i < 20; i++) {
      Transaction orphan = tx(i);
      List<Hash256> missing = new ArrayList<>();
      for (Hash256 each : parents) {
        missing.add(new Hash256(each.longAt(0), i, i, i));
      }
      world.pool.says(orphan, Mempool.Kind.MISSING_PARENTS, "", missing.toArray(new Hash256[0]));
      peer.deliver(messages(orphan));
    }
    assertEquals(5, world.download().orphanage().size());
    assertEquals(TxRequests.MAX_TRACKED, world.download().requests().size());
  }

  @Test
  void aBlockThatHasTheParentLetsTheChildBeTaken() {
    parentIsMissing(child, parent);
    FakeSession peer = world.meet(world.inbound());
    peer.deliver(messages(child));
    world.pool.saysNoMore(child);
    world.blocks.mine(parent);
    world.loop.runDue();
    assertEquals(List.of(child.wtxid()), world.relay.offered);
  }

  @Test
  void orphansOfManyPeersAreBoundedAndAnHonestOneIsResolved() {
    FakeSession honest = world.meet(world.outbound());
    parentIsMissing(child, parent);
    honest.deliver(messages(child));
    for (int p = 0; p < 20; p++) {
      FakeSession attacker = world.meet(world.inbound());
      for (int i = 0; i < 500; i++) {
        Transaction lost = tx(1_000 + 500 * p + i);
        Transaction orphan = child(lost);
        parentIsMissing(orphan, lost);
        attacker.deliver(messages(orphan));
      }
    }
    assertTrue(world.download().orphanage().announcements() <= Orphanage.MAX_LATENCY);
    world.pool.saysNoMore(child);
    world.pass(Duration.ofSeconds(2));
    assertEquals(List.of(byTxid(parent)), honest.takeSent());
    honest.deliver(messages(parent));
    world.loop.runDue();
    assertEquals(2, world.pool.size());
  }
}
