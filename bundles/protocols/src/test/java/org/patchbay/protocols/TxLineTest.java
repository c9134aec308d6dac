package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.patchbay.protocols.TxWorld.tx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.Inv;

/** Nodes in a line pass transactions on, ten milliseconds apart. */
class TxLineTest {
  private static final Duration LATENCY = Duration.ofMillis(10);

  private final VirtualLoop loop = new VirtualLoop(4);
  private final List<Stop> line = new ArrayList<>();

  /** A node that announces to all neighbours at once what they do not have. */
  private static final class Stop implements Mempool.Listener {
    final FakeMempool pool = new FakeMempool();
    final List<FakeSession> neighbours = new ArrayList<>();
    final TransactionProtocol protocol;

    Stop(Loop loop) {
      protocol = new TransactionProtocol(pool, new FakeBlocks(loop), loop);
      protocol.bindRelay(new FakeRelay());
      pool.follow(this);
    }

    @Override
    public void added(Mempool.Entry entry) {
      Transaction tx = entry.transaction();
      for (FakeSession neighbour : neighbours) {
        boolean byWtxid = neighbour.announcements().byWtxid();
        Inventory item =
            byWtxid
                ? new Inventory(Inventory.WTX, tx.wtxid())
                : new Inventory(Inventory.TX, tx.txid());
        neighbour.announcements().serve(tx.txid());
        neighbour.announcements().serve(tx.wtxid());
        if (!neighbour.announcements().known().contains(item.hash())) {
          neighbour.send(new Inv(List.of(item)));
        }
      }
    }

    @Override
    public void removed(Mempool.Entry entry, Mempool.Removal why) {}
  }

  private Stop stop() {
    Stop stop = new Stop(loop);
    line.add(stop);
    return stop;
  }

  private void join(Stop dialling, Stop dialled, Set<String> features) {
    FakePeer there = FakePeer.outbound().established().features(features).id(line.size());
    FakePeer here = FakePeer.inbound().established().features(features).id(line.size() + 100);
    FakeSession out = new FakeSession(loop, there);
    FakeSession in = new FakeSession(loop, here);
    out.connect(message -> loop.after(LATENCY, () -> in.deliver(message)));
    in.connect(message -> loop.after(LATENCY, () -> out.deliver(message)));
    dialling.protocol.attach(out);
    dialled.protocol.attach(in);
    dialling.neighbours.add(out);
    dialled.neighbours.add(in);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fromOneEndToTheOther(boolean byWtxid) {
    Set<String> features = byWtxid ? Set.of("wtxidrelay") : Set.of();
    Stop last = stop();
    for (int i = 0; i < 5; i++) {
      Stop next = stop();
      join(next, last, features);
      last = next;
    }
    for (int i = 0; i < 300; i++) {
      line.get(i % 2 == 0 ? 0 : 5).pool.offer(tx(i));
    }
    loop.advance(Duration.ofSeconds(20));
    for (Stop each : line) {
      assertEquals(300, each.pool.size());
      assertEquals(300, each.pool.offered, "everything came once");
      for (FakeSession neighbour : each.neighbours) {
        assertEquals(Optional.empty(), neighbour.closed());
      }
    }
  }

  @Test
  void aNodeThatSpeaksTxidsStandsBetweenTwoThatSpeakWtxids() {
    Stop first = stop();
    Stop middle = stop();
    Stop last = stop();
    join(first, middle, Set.of("wtxidrelay"));
    join(middle, last, Set.of());
    first.pool.offer(tx(1));
    last.pool.offer(tx(2));
    loop.advance(Duration.ofSeconds(20));
    assertEquals(List.of(2, 2, 2), line.stream().map(each -> each.pool.size()).toList());
    assertEquals(tx(2), first.pool.byTxid(tx(2).txid()).orElseThrow().transaction());
  }
}
