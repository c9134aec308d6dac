package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.patchbay.protocols.TxWorld.getData;
import static org.patchbay.protocols.TxWorld.tx;
import static org.patchbay.protocols.TxWorld.wtx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakeLocal;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Services;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.FilterClear;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Mempool;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;

/** What strangers ask us for. */
class TxServingTest {
  private final TxWorld world = new TxWorld(1);
  private final FakePeer asker = world.inbound();
  private final FakeSession peer = world.meet(asker);

  private Transaction offered(long number) {
    Transaction tx = tx(number);
    world.pool.offer(tx);
    peer.announcements().serve(tx.wtxid());
    peer.announcements().serve(tx.txid());
    return tx;
  }

  @Test
  void whatWasOfferedIsServedAndTheRestIsNotFoundInOneMessage() {
    Transaction mine = offered(1);
    world.pool.offer(tx(2));
    peer.deliver(getData(mine, tx(2), tx(3)));

    assertEquals(List.of(new Tx(mine), new NotFound(wtx(tx(2), tx(3)))), peer.takeSent());
    assertEquals(List.of(mine.wtxid()), peer.announcements().requestedItems());
  }

  /** As a wallet that says relay=0 and loads a filter (BIP37). */
  @Test
  void whoAskedForNoneIsServedOnceAFilterAsksAndFiltersAreOffered() {
    for (boolean offered : new boolean[] {false, true}) {
      long services = offered ? Services.BLOOM : 0;
      FakeSession wallet =
          new FakeSession(world.loop, world.inbound().relaysTransactions(false))
              .local(new FakeLocal(services, "/Patchbay:0.1.0/", 0x5eed, true));
      world.protocol.attach(wallet);
      world.pool.offer(tx(1));
      wallet.announcements().serve(tx(1).wtxid());
      wallet.deliver(getData(tx(1)));
      assertEquals(List.of(), wallet.sent(Tx.class));
      assertFalse(wallet.announcements().begun());

      wallet.deliver(new FilterLoad(new byte[1], 1, 0, 0), new FilterClear(), getData(tx(1)));
      assertEquals(offered ? List.of(new Tx(tx(1))) : List.of(), wallet.sent(Tx.class));
      assertEquals(offered, wallet.announcements().begun());
      wallet.deliver(new Mempool());
      assertEquals(offered, wallet.announcements().askedForEverything());
      assertEquals(offered, wallet.closed().isEmpty());
    }
  }

  @Test
  void byTxidWithAndWithoutWitness() {
    Transaction mine = offered(1);
    peer.deliver(new GetData(List.of(new Inventory(Inventory.WITNESS_TX, mine.txid()))));
    assertEquals(List.of(new Tx(mine)), peer.takeSent());
    peer.deliver(new GetData(List.of(new Inventory(Inventory.TX, mine.txid()))));
    Tx bare = peer.sent(Tx.class).get(0);
    assertFalse(bare.transaction().hasWitness());
    assertEquals(mine.txid(), bare.transaction().txid());
  }

  @Test
  void blocksAreFollowedOnTheirWayOnceTheFirstDownloadIsOver() {
    world.blocks.initialDownload(true);
    world.blocks.mine();
    world.blocks.initialDownload(false);
    Hash256 block = world.blocks.mine().header().hash();
    assertEquals(List.of(block), world.relay.blocks);
  }

  @Test
  void blocksInTheSameMessageAreLeftToOthers() {
    Transaction mine = offered(1);
    Inventory block = new Inventory(Inventory.WITNESS_BLOCK, mine.txid());
    peer.deliver(
        new GetData(List.of(block, wtx(mine).get(0), block, new Inventory(77, mine.txid()))));
    assertEquals(List.of(new Tx(mine)), peer.takeSent());
  }

  @Test
  void aLargeRequestIsAnsweredInPassesAndInOrder() {
    Transaction mine = offered(1);
    peer.deliver(new GetData(Collections.nCopies(50_000, wtx(mine).get(0))));
    assertEquals(TxServing.PASS, peer.takeSent().size());
    peer.deliver(getData(tx(9)));
    world.loop.runDue();
    List<NotFound> last = peer.sent(NotFound.class);
    assertEquals(50_000 - TxServing.PASS, peer.sent(Tx.class).size());
    assertEquals(List.of(new NotFound(wtx(tx(9)))), last);
    assertTrue(peer.sent().get(peer.sent().size() - 1) instanceof NotFound);
  }

  @Test
  void nothingIsServedWhileMuchWaitsToBeWritten() {
    Transaction mine = offered(1);
    asker.queuedOut(TxServing.FULL);
    int timers = world.loop.pending();
    for (int i = 0; i < 100; i++) {
      peer.deliver(new GetData(Collections.nCopies(50_000, wtx(mine).get(0))));
    }
    world.pass(Duration.ofSeconds(10));
    assertEquals(List.of(), peer.takeSent());
    assertEquals(99, peer.reports(Fact.Nuisance.class).size());
    assertTrue(world.loop.pending() <= timers + 1, "one timer polls");

    asker.queuedOut(0);
    world.pass(Duration.ofSeconds(10));
    assertEquals(50_000, peer.takeSent().size());
    peer.deliver(new GetData(Collections.nCopies(50_000, wtx(mine).get(0))));
    world.pass(Duration.ofSeconds(10));
    assertEquals(50_000, peer.takeSent().size());
  }

  @Test
  void onlySoManyRequestsWaitOfOnePeer() {
    Transaction mine = offered(1);
    asker.queuedOut(TxServing.FULL);
    for (int i = 0; i < 100; i++) {
      peer.deliver(new GetData(Collections.nCopies(1_000, wtx(mine).get(0))));
    }
    assertEquals(100 - TxServing.MAX_WAITING, peer.reports(Fact.Nuisance.class).size());
  }

  @Test
  void onlySoManyEntriesWaitOfAllPeersAndThoseWhoGoAreNotCounted() {
    List<FakeSession> many = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      FakePeer each = world.inbound();
      each.queuedOut(TxServing.FULL);
      many.add(world.meet(each));
      many.get(i).deliver(new GetData(Collections.nCopies(50_000, wtx(tx(1)).get(0))));
    }
    FakeSession last = many.get(20);
    assertEquals(1, last.reports(Fact.Nuisance.class).size());
    assertEquals(0, many.get(19).reports(Fact.Nuisance.class).size());
    last.deliver(new GetData(Collections.nCopies(1_000, wtx(tx(1)).get(0))));
    assertEquals(1, last.reports(Fact.Nuisance.class).size(), "an ordinary request is heard");
    many.get(0).end();
    last.deliver(new GetData(Collections.nCopies(10_000, wtx(tx(1)).get(0))));
    assertEquals(1, last.reports(Fact.Nuisance.class).size());
  }

  @Test
  void thePoolIsToldToThoseWhomTheOperatorAllowsIt() {
    peer.deliver(Mempool.INSTANCE);
    assertEquals(CloseReason.Code.PROTOCOL_VIOLATION, peer.closed().orElseThrow().code());

    FakeSession trusted = world.meet(world.inbound(Permission.NOBAN));
    trusted.deliver(Mempool.INSTANCE);
    assertEquals(Optional.empty(), trusted.closed());
    assertFalse(trusted.announcements().askedForEverything());

    FakeSession allowed = world.meet(world.inbound(Permission.MEMPOOL));
    allowed.deliver(Mempool.INSTANCE);
    assertTrue(allowed.announcements().askedForEverything());
  }
}
