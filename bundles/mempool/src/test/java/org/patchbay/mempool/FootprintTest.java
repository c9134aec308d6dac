package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.Spends;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** What the pool says it uses against what the heap loses when the pool goes. */
class FootprintTest {
  private static final int COUNT = 20_000;

  @Test
  void isWithinAQuarterOfTheHeapForSmallOnes() throws MalformedException {
    compare(2, 2);
  }

  @Test
  void isWithinAQuarterOfTheHeapForLargerOnes() throws MalformedException {
    compare(10, 3);
  }

  private static void compare(int inputs, int outputs) throws MalformedException {
    VirtualLoop loop = new VirtualLoop(1);
    FakeBlocks blocks = new FakeBlocks(loop);
    BoundedMempool pool = new BoundedMempool(loop, blocks, height -> 0, 1L << 30, true);
    int count = COUNT / inputs;
    TxOut coin = new TxOut(Coinage.COIN, Spends.SCRIPT);
    List<OutPoint> places = new ArrayList<>();
    for (int i = 0; i < count * inputs; i++) {
      OutPoint place = new OutPoint(new Hash256(i * 0x9E3779B97F4A7C15L, 2, 3, 4), 0);
      places.add(place);
      blocks.coinMap().add(place, coin, 0, false);
    }
    long before = used();
    for (int i = 0; i < count; i++) {
      List<OutPoint> from = places.subList(i * inputs, (i + 1) * inputs);
      Transaction tx = Coinage.spend(from, inputs * Coinage.COIN, 5000, outputs);
      WireWriter out = new WireWriter(tx.size());
      tx.write(out);
      assertEquals(
          Kind.ACCEPTED, pool.offer(Transaction.read(new WireReader(out.toBytes()))).kind());
    }
    long real = used() - before;
    double share = (double) pool.memory() / real;
    assertEquals(1, share, 0.25, "%d counted, %d real".formatted(pool.memory(), real));
    assertEquals(count, pool.size());
    assertEquals(count * inputs, places.size());
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
