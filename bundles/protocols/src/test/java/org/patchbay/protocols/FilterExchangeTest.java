package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.sim.FakeLocal;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Services;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.message.FilterAdd;
import org.patchbay.wire.message.FilterClear;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.GetCFCheckpt;
import org.patchbay.wire.message.GetCFHeaders;
import org.patchbay.wire.message.GetCFilters;
import org.patchbay.wire.message.Message;

class FilterExchangeTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final BlockProtocol protocol = FakeBlocks.none(new FakeChain(loop));

  private FakeSession offered(FakePeer peer) {
    FakeSession session =
        new FakeSession(loop, peer)
            .local(new FakeLocal(Services.BLOOM, "/Patchbay:0.1.0/", 0x5eed, true));
    protocol.attach(session);
    return session;
  }

  private static Transaction paying(int number) {
    TxIn in = new TxIn(new OutPoint(Hash256.ZERO, number), new byte[0], 0);
    TxOut out = new TxOut(1, new byte[] {2, 9, (byte) number});
    return Transaction.of(2, List.of(in), List.of(out), List.of(), 0);
  }

  @Test
  void aFilterDecidesWhichTransactionsThePeerIsToldOf() {
    FakeMempool pool = new FakeMempool();
    protocol.bindPool(pool);
    pool.offer(paying(1));
    pool.offer(paying(2));
    FakeSession session = offered(FakePeer.inbound().established().relaysTransactions(false));
    session.deliver(new FilterLoad(new byte[100], 3, 0, 0));
    assertFalse(session.announcements().wants(paying(1).wtxid()));
    session.deliver(new FilterAdd(new byte[] {9, 1}));
    assertTrue(session.announcements().wants(paying(1).wtxid()));
    assertFalse(session.announcements().wants(paying(2).wtxid()));
    assertFalse(session.announcements().wants(paying(3).wtxid()), "not in the pool");
    session.deliver(new FilterClear());
    assertTrue(session.announcements().wants(paying(2).wtxid()));
    assertEquals(Optional.empty(), session.closed());
  }

  @Test
  void anElementWithoutAFilterIsAnOffence() {
    FakeSession session = offered(FakePeer.inbound().established());
    session.deliver(new FilterAdd(new byte[1]));
    assertEquals(
        List.of(Fact.offence(Fact.Offence.Kind.BAD_FILTER, "\"filteradd\" where none is loaded")),
        session.reports());
  }

  @Test
  void aPeerForBlocksAloneIsNotToldOfTransactionsForAllItsFilters() {
    FakeSession session =
        offered(FakePeer.outbound().type(ConnectionType.BLOCK_RELAY_ONLY).established());
    session.deliver(new FilterLoad(new byte[1], 1, 0, 0), new FilterAdd(new byte[1]));
    session.deliver(new FilterClear());
    assertEquals(List.of(), session.reports());
    assertEquals(Optional.empty(), session.closed());
  }

  @Test
  void whoAsksForAnyFilterIsDroppedForSayingSo() {
    List<Message> all =
        List.of(
            new FilterLoad(new byte[1], 1, 0, 0),
            new FilterAdd(new byte[1]),
            new FilterClear(),
            new GetCFilters(0, 0, Hash256.ZERO),
            new GetCFHeaders(0, 0, Hash256.ZERO),
            new GetCFCheckpt(0, Hash256.ZERO));
    for (Message each : all) {
      FakeSession session = new FakeSession(loop, FakePeer.inbound().established());
      protocol.attach(session);
      session.deliver(each);
      assertEquals(
          "protocol-violation: \"" + each.command() + "\", and no such filters are offered",
          session.closed().orElseThrow().toString());
    }
  }
}
