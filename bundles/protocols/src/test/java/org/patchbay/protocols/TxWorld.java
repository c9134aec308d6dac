package org.patchbay.protocols;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.Spends;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Tx;

/** A node's transactions without a node. Confined to the thread of a test. */
final class TxWorld {
  final VirtualLoop loop;
  final FakeMempool pool = new FakeMempool();
  final FakeRelay relay = new FakeRelay();
  final FakeBlocks blocks;
  final TransactionProtocol protocol;
  private long peers;

  TxWorld(long seed) {
    this(seed, true);
  }

  TxWorld(long seed, boolean open) {
    loop = new VirtualLoop(seed);
    blocks = new FakeBlocks(loop);
    if (!open) {
      pool.closed();
    }
    protocol = new TransactionProtocol(pool, blocks, loop);
    protocol.bindRelay(relay);
    loop.runDue();
  }

  FakePeer outbound() {
    return FakePeer.outbound().established().id(++peers);
  }

  FakePeer inbound() {
    return outbound().type(ConnectionType.INBOUND);
  }

  FakePeer inbound(Permission... permissions) {
    return inbound().permissions(Set.of(permissions));
  }

  /** A conversation with a peer, if there is one with such a peer. */
  FakeSession meet(FakePeer peer) {
    FakeSession session = new FakeSession(loop, peer);
    if (protocol.appliesTo(peer)) {
      protocol.attach(session);
    }
    session.takeSent();
    return session;
  }

  TxDownload download() {
    return protocol.download();
  }

  void pass(Duration time) {
    loop.advance(time);
  }

  /** A transaction with a witness; no two numbers give the same. */
  static Transaction tx(long number) {
    return Spends.move(new OutPoint(new Hash256(number, 7, 7, 7), 0), 10_000, 100);
  }

  static Transaction child(Transaction parent) {
    return Spends.move(new OutPoint(parent.txid(), 0), 9_900, 100);
  }

  static Inv inv(Transaction... txs) {
    return new Inv(wtx(txs));
  }

  static GetData getData(Transaction... txs) {
    return new GetData(wtx(txs));
  }

  static List<Inventory> wtx(Transaction... txs) {
    return java.util.Arrays.stream(txs)
        .map(tx -> new Inventory(Inventory.WTX, tx.wtxid()))
        .toList();
  }

  static Message[] messages(Transaction... txs) {
    return java.util.Arrays.stream(txs).map(Tx::new).toArray(Message[]::new);
  }
}
