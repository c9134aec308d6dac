package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.patchbay.protocols.TxWorld.getData;
import static org.patchbay.protocols.TxWorld.inv;
import static org.patchbay.protocols.TxWorld.messages;
import static org.patchbay.protocols.TxWorld.tx;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Tx;

/** Transactions between this node and strangers, on virtual time. */
class TxExchangeTest {
  private final TxWorld world = new TxWorld(1);

  private static List<Fact.Nuisance.Kind> nuisances(FakeSession session) {
    return session.reports(Fact.Nuisance.class).stream().map(Fact.Nuisance::kind).toList();
  }

  @Test
  void anAnnouncedTransactionIsFetchedAndOffered() {
    FakeSession peer = world.meet(world.outbound());
    assertTrue(peer.announcements().begun());
    assertTrue(peer.announcements().byWtxid());

    peer.deliver(inv(tx(1), tx(2)));
    assertEquals(List.of(getData(tx(1), tx(2))), peer.takeSent());
    peer.deliver(messages(tx(1), tx(2)));

    assertEquals(List.of(tx(1).wtxid(), tx(2).wtxid()), world.relay.offered);
    assertEquals(2, peer.reports(Fact.Useful.class).get(0).count());
    assertTrue(peer.announcements().known().contains(tx(1).wtxid()));
    peer.deliver(inv(tx(1)));
    assertEquals(List.of(), peer.takeSent(), "what is known is not asked for");

    world.pool.remove(tx(1), Mempool.Removal.CONFIRMED);
    assertEquals(List.of(tx(1).wtxid()), world.relay.withdrawn);
  }

  /** Protocol-facts §5.0, §11.5, §13.9: a node for blocks alone that its operator sends through. */
  @Test
  void whereTransactionsOfPeersAreNotTakenFriendsGiveThemStill() {
    world.pool.closedToPeers();
    assertFalse(world.protocol.relaysTransactions());
    for (Permission[] friend :
        new Permission[][] {{Permission.RELAY}, {Permission.FORCERELAY, Permission.NOBAN}}) {
      assertTrue(world.protocol.relaysTransactions(world.inbound(friend)));
    }
    FakePeer stranger = world.inbound(Permission.NOBAN);
    assertFalse(world.protocol.relaysTransactions(stranger));

    FakeSession friend = world.meet(world.inbound(Permission.RELAY));
    FakeSession other = new FakeSession(world.loop, stranger);
    world.protocol.attach(other);
    assertEquals(List.of(), other.takeSent(), "no fee filter");
    assertTrue(other.announcements().begun(), "what the operator sends is announced");
    friend.deliver(inv(tx(1)));
    friend.deliver(messages(tx(1)));
    assertEquals(List.of(tx(1).wtxid()), world.relay.offered);

    other.deliver(inv(tx(2)));
    assertEquals(
        "protocol-violation: an announced transaction though we told that we relay none",
        other.closed().orElseThrow().toString());
    FakeSession third = world.meet(world.outbound());
    third.deliver(messages(tx(2)));
    assertTrue(third.closed().isPresent());
    assertEquals(1, world.pool.size());
  }

  @Test
  void aPeerWithoutWtxidRelayAnnouncesAndIsAskedByTxid() {
    FakeSession peer = world.meet(world.outbound().features(Set.of()));
    Inventory byTxid = new Inventory(Inventory.TX, tx(1).txid());
    peer.deliver(new Inv(List.of(byTxid, new Inventory(Inventory.WTX, tx(2).wtxid()))));

    Inventory withWitness = new Inventory(Inventory.WITNESS_TX, tx(1).txid());
    assertEquals(List.of(new GetData(List.of(withWitness))), peer.takeSent());
    assertFalse(peer.announcements().byWtxid());
    assertTrue(peer.announcements().known().contains(tx(1).txid()));
  }

  @Test
  void withWtxidRelayTxidsAreIgnored() {
    FakeSession peer = world.meet(world.outbound());
    peer.deliver(new Inv(List.of(new Inventory(Inventory.TX, tx(1).txid()))));
    assertEquals(List.of(), peer.takeSent());
  }

  @Test
  void whoeverAnnouncesAndNeverDeliversHoldsATransactionBackForAMinute() {
    FakeSession silent = world.meet(world.outbound());
    FakeSession honest = world.meet(world.inbound());
    silent.deliver(inv(tx(1)));
    honest.deliver(inv(tx(1)));
    assertEquals(List.of(getData(tx(1))), silent.takeSent());
    world.pass(Duration.ofSeconds(59));
    assertEquals(List.of(), honest.takeSent());

    world.pass(Duration.ofSeconds(1));
    assertEquals(List.of(getData(tx(1))), honest.takeSent());
    assertEquals(List.of(Fact.Nuisance.Kind.UNANSWERED), nuisances(silent));
    honest.deliver(messages(tx(1)));
    assertEquals(1, world.pool.size());
    assertEquals(Optional.empty(), silent.closed());
  }

  @Test
  void whoAnnouncesFirstIsCreditedWithWhatWasAcceptedWhoeverGaveIt() {
    FakeSession first = world.meet(world.inbound());
    FakeSession preferred = world.meet(world.outbound());
    FakeSession echo = world.meet(world.inbound());
    first.deliver(inv(tx(1)));
    preferred.deliver(inv(tx(1)));
    echo.deliver(inv(tx(1), tx(2)));
    assertEquals(List.of(), first.reports(Fact.First.class));

    preferred.deliver(messages(tx(1)));
    assertEquals(
        List.of(Fact.first(Fact.Useful.Kind.TRANSACTION, 1)), first.reports(Fact.First.class));
    assertEquals(List.of(), preferred.reports(Fact.First.class));
    assertEquals(List.of(), echo.reports(Fact.First.class));
  }

  @Test
  void whoWasAskedInVainWasNotFirst() {
    FakeSession silent = world.meet(world.outbound());
    FakeSession honest = world.meet(world.inbound());
    silent.deliver(inv(tx(1)));
    honest.deliver(inv(tx(1)));
    world.pass(Duration.ofSeconds(60));
    honest.deliver(messages(tx(1)));
    assertEquals(List.of(), silent.reports(Fact.First.class));
    assertEquals(1, honest.reports(Fact.First.class).size());
  }

  @Test
  void aPeerThatWeDidNotReadIsNotBlamedForItsSilence() {
    FakeSession peer = world.meet(world.outbound());
    peer.deliver(inv(tx(1)));
    peer.pausedTime(1);
    world.pass(Duration.ofSeconds(61));
    assertEquals(List.of(), peer.reports());
  }

  @Test
  void notFoundAndTheEndOfAPeerPassTheTurnOnAtOnce() {
    FakeSession first = world.meet(world.outbound());
    FakeSession second = world.meet(world.outbound());
    FakeSession third = world.meet(world.inbound());
    first.deliver(inv(tx(1)));
    second.deliver(inv(tx(1)));
    third.deliver(inv(tx(1)));
    world.pass(Duration.ofSeconds(3));
    assertEquals(1, first.takeSent().size());

    first.deliver(new NotFound(TxWorld.wtx(tx(1))));
    assertEquals(List.of(getData(tx(1))), second.takeSent());
    second.end();
    assertEquals(List.of(getData(tx(1))), third.takeSent());
  }

  @Test
  void anOverlongNotFoundIsNotLookedAt() {
    FakeSession first = world.meet(world.outbound());
    FakeSession second = world.meet(world.outbound());
    first.deliver(inv(tx(1)));
    second.deliver(inv(tx(1)));
    List<Inventory> storm =
        LongStream.range(0, 5_017)
            .mapToObj(i -> new Inventory(Inventory.WTX, i == 0 ? tx(1).wtxid() : hash(i)))
            .toList();
    for (int i = 0; i < 100; i++) {
      first.deliver(new NotFound(storm));
    }
    assertEquals(List.of(), second.takeSent());
    first.deliver(new NotFound(storm.subList(0, 5_016)));
    assertEquals(1, second.takeSent().size());
  }

  private static Hash256 hash(long number) {
    return new Hash256(number, 1, 1, 1);
  }

  @Test
  void aFloodOfAnnouncementsIsBoundedAndAnHonestTransactionArrives() {
    FakeSession flooding = world.meet(world.inbound());
    FakeSession honest = world.meet(world.inbound());
    for (int round = 0; round < 5; round++) {
      long from = round * 50_000L;
      flooding.deliver(
          new Inv(
              LongStream.range(from, from + 50_000)
                  .mapToObj(i -> new Inventory(Inventory.WTX, hash(i)))
                  .toList()));
    }
    assertEquals(5, nuisances(flooding).size());
    assertEquals(Fact.Nuisance.Kind.TOO_MANY_ANNOUNCEMENTS, nuisances(flooding).get(0));
    honest.deliver(inv(tx(1)));
    world.pass(Duration.ofSeconds(2));

    List<GetData> asked = flooding.sent(GetData.class);
    assertEquals(5, asked.size());
    assertTrue(asked.stream().allMatch(each -> each.items().size() == 1_000));
    assertEquals(List.of(getData(tx(1))), honest.takeSent());
    honest.deliver(messages(tx(1)));
    assertEquals(1, world.pool.size());
    assertEquals(Optional.empty(), flooding.closed());
  }

  @Test
  void oneThatLostItsWitnessIsNotRemembered() {
    Transaction right = tx(1);
    Transaction stripped =
        Transaction.of(
            right.version(), right.inputs(), right.outputs(), List.of(), right.lockTime());
    world.pool.says(stripped, Mempool.Kind.WITNESS_STRIPPED, "an empty witness");
    FakeSession attacker = world.meet(world.outbound());
    FakeSession old = world.meet(world.outbound().features(Set.of()));
    attacker.deliver(messages(stripped));

    old.deliver(new Inv(List.of(new Inventory(Inventory.TX, right.txid()))));
    world.pass(Duration.ofSeconds(2));
    assertEquals(1, old.takeSent().size());
  }

  @Test
  void aRefusedTransactionIsANuisanceAndNotAskedForUntilTheTipChanges() {
    world.pool.says(tx(1), Mempool.Kind.REJECTED, "bad-txns-inputs-missingorspent");
    FakeSession peer = world.meet(world.outbound());
    peer.deliver(messages(tx(1)));
    assertEquals(List.of(Fact.Nuisance.Kind.REFUSED_TRANSACTION), nuisances(peer));
    peer.deliver(messages(tx(1)));
    assertEquals(1, world.pool.offered, "not offered again");
    peer.deliver(inv(tx(1)));
    assertEquals(List.of(), peer.takeSent());

    world.blocks.mineEmpty(1);
    peer.deliver(inv(tx(1)));
    assertEquals(List.of(getData(tx(1))), peer.takeSent());
  }

  @Test
  void onlyTheWtxidOfAMalleatedTransactionIsRemembered() {
    Transaction right = tx(1);
    Transaction wrong =
        Transaction.of(
            right.version(),
            right.inputs(),
            right.outputs(),
            List.of(List.of(new byte[] {1})),
            right.lockTime());
    assertEquals(right.txid(), wrong.txid());
    world.pool.says(wrong, Mempool.Kind.REJECTED, "mandatory-script-verify-flag-failed");
    FakeSession attacker = world.meet(world.outbound());
    FakeSession old = world.meet(world.outbound().features(Set.of()));
    FakeSession honest = world.meet(world.outbound());
    attacker.deliver(messages(wrong));

    old.deliver(new Inv(List.of(new Inventory(Inventory.TX, right.txid()))));
    world.pass(Duration.ofSeconds(2));
    assertEquals(1, old.takeSent().size());
    honest.deliver(inv(right));
    assertEquals(List.of(getData(right)), honest.takeSent());
    honest.deliver(messages(right));
    assertEquals(1, world.pool.size());
  }

  @Test
  void whatABlockConfirmedIsNotAskedForUntilItIsDisconnected() {
    FakeSession peer = world.meet(world.outbound());
    world.blocks.mine(tx(1));
    peer.deliver(inv(tx(1)));
    assertEquals(List.of(), peer.takeSent());
    world.blocks.disconnect();
    peer.deliver(inv(tx(1)));
    assertEquals(List.of(getData(tx(1))), peer.takeSent());
  }

  @Test
  void aRequestEndsWhenABlockBringsTheTransaction() {
    FakeSession peer = world.meet(world.inbound());
    peer.deliver(inv(tx(1)));
    world.blocks.mine(tx(1));
    world.pass(Duration.ofMinutes(5));
    assertEquals(List.of(), peer.takeSent());
    assertEquals(List.of(), peer.reports());
  }

  @Test
  void duringTheInitialDownloadAnnouncementsAreOnlyRemembered() {
    world.blocks.initialDownload(true);
    FakeSession peer = world.meet(world.outbound());
    peer.deliver(inv(tx(1)));
    peer.deliver(messages(tx(2)));
    assertEquals(List.of(), peer.takeSent());
    assertEquals(0, world.pool.offered);
    assertTrue(peer.announcements().known().contains(tx(1).wtxid()));
  }

  @Test
  void everybodyWhoAnnouncedItIsKnownToHaveIt() {
    FakeSession first = world.meet(world.outbound().features(Set.of()));
    FakeSession second = world.meet(world.outbound());
    first.deliver(new Inv(List.of(new Inventory(Inventory.TX, tx(1).txid()))));
    second.deliver(messages(tx(1)));
    assertTrue(first.announcements().known().contains(tx(1).txid()));
  }

  @Test
  void withoutAPoolTransactionsAreDroppedAndNobodyIsPunished() {
    TxWorld closed = new TxWorld(1, false);
    assertFalse(closed.protocol.relaysTransactions());
    FakeSession peer = closed.meet(closed.inbound());
    peer.deliver(inv(tx(1)));
    peer.deliver(messages(tx(1)));
    closed.pass(Duration.ofMinutes(30));
    assertEquals(List.of(), peer.takeSent());
    assertEquals(List.of(), peer.reports());
    assertEquals(Optional.empty(), peer.closed());
    assertEquals(0, closed.pool.offered);
    assertFalse(peer.announcements().begun());

    peer.deliver(getData(tx(1)));
    assertEquals(List.of(new NotFound(TxWorld.wtx(tx(1)))), peer.takeSent());
  }

  @Test
  void aConnectionForBlocksAloneEndsWithATransaction() {
    FakeSession announcing = world.meet(world.outbound().type(ConnectionType.BLOCK_RELAY_ONLY));
    FakeSession sending = world.meet(world.outbound().type(ConnectionType.BLOCK_RELAY_ONLY));
    announcing.deliver(new Inv(List.of(new Inventory(Inventory.BLOCK, hash(1)))));
    assertEquals(Optional.empty(), announcing.closed());
    announcing.deliver(inv(tx(1)));
    sending.deliver(new Tx(tx(1)));
    assertEquals(CloseReason.Code.PROTOCOL_VIOLATION, announcing.closed().orElseThrow().code());
    assertEquals(CloseReason.Code.PROTOCOL_VIOLATION, sending.closed().orElseThrow().code());
  }

  @Test
  void aPeerThatDoesNotWantTransactionsIsNotTold() {
    FakeSession peer = world.meet(world.inbound().relaysTransactions(false));
    assertFalse(peer.announcements().begun());
    peer.deliver(getData(tx(1)));
    assertEquals(List.of(), peer.takeSent(), "nor answered (§13.2)");
  }

  @Test
  void aTrustedPeerWithBlocksIsAskedAtOnceThoughItDialledUs() {
    FakeSession trusted = world.meet(world.inbound(Permission.NOBAN));
    trusted.deliver(inv(tx(1)));
    assertEquals(List.of(getData(tx(1))), trusted.takeSent());
    FakeSession headersOnly = world.meet(world.inbound(Permission.NOBAN).services(0));
    headersOnly.deliver(inv(tx(2)));
    assertEquals(List.of(), headersOnly.takeSent());
  }

  @Test
  void nothingIsLeftWhenTheProtocolStops() {
    FakeSession peer = world.meet(world.outbound());
    peer.deliver(inv(tx(1)));
    assertEquals(1, world.pool.listeners());
    peer.end();
    world.protocol.deactivate();
    world.pass(Duration.ofHours(2));
    assertEquals(0, world.pool.listeners());
    assertEquals(0, world.loop.pending());
  }

  @Test
  void offersThePoolToARelayThatComesAndTakesItBackFromOneThatGoes() {
    world.pool.offer(tx(1));
    world.loop.runDue();
    FakeRelay next = new FakeRelay();

    world.protocol.bindRelay(next);
    world.protocol.unbindRelay(world.relay);
    world.loop.runDue();
    world.pool.offer(tx(2));

    assertEquals(List.of(tx(1).wtxid()), world.relay.withdrawn);
    assertEquals(List.of(tx(1).wtxid(), tx(2).wtxid()), next.offered);
    world.protocol.unbindRelay(next);
    world.loop.runDue();
    world.pool.offer(tx(3));
    assertEquals(2, next.offered.size());
    assertEquals(2, next.withdrawn.size());
  }

  @Test
  void whatWasOfferedIsWithdrawnWhenTheProtocolStops() {
    world.pool.offer(tx(1));
    world.meet(world.outbound());
    world.pool.offer(tx(2));
    assertEquals(Set.of(tx(1).wtxid(), tx(2).wtxid()), Set.copyOf(world.relay.offered));
    world.protocol.deactivate();
    world.loop.runDue();
    assertEquals(Set.of(tx(1).wtxid(), tx(2).wtxid()), Set.copyOf(world.relay.withdrawn));
  }
}
