package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.mempool.Mempool.Kind;
import org.patchbay.api.mempool.Mempool.Verdict;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakeHeaderView;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Block;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;

/** The transactions of a block of October 2024, offered one by one as if none were confirmed. */
class RealBlockTest {
  private static final int HEIGHT = 866_342;
  private static final long MEDIAN = 1_729_332_000L;

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeBlocks blocks = new FakeBlocks(loop);
  private final Map<String, Integer> refused = new TreeMap<>();
  private Block block;

  @BeforeEach
  void read() throws IOException, MalformedException {
    byte[] raw = Data.bytes("blocks/mainnet-866342.raw");
    block = Block.read(new WireReader(ByteBuffer.wrap(raw)));
    List<Object> spent = JSON.std.listFrom(Data.bytes("blocks/mainnet-866342.spent.json"));
    int next = 0;
    for (Transaction tx : block.transactions().subList(1, block.transactions().size())) {
      for (TxIn input : tx.inputs()) {
        Map<?, ?> coin = (Map<?, ?>) spent.get(next++);
        Map<?, ?> output = (Map<?, ?>) coin.get("txout");
        int height = ((Number) coin.get("creation_height")).intValue();
        if (height < HEIGHT) {
          blocks
              .coinMap()
              .add(
                  input.previous(),
                  new TxOut(
                      ((Number) output.get("value")).longValue(),
                      HexFormat.of().parseHex((String) output.get("script_pubkey"))),
                  height,
                  (Boolean) coin.get("is_coinbase"));
        }
      }
    }
    assertEquals(spent.size(), next);
  }

  @Test
  void allAreTakenAndTheBlockTakesThemAway() {
    Pool pool = new Pool();
    Contents contents = contents(pool);
    int accepted = 0;
    for (Transaction tx : block.transactions()) {
      Verdict verdict = contents.offer(tx, loop.now(), 100_000_000);
      if (verdict.kind() == Kind.ACCEPTED) {
        accepted++;
      } else {
        refused.merge(verdict.kind() + " " + verdict.reason().split("[:;]")[0], 1, Integer::sum);
      }
    }
    assertEquals(Map.of("REJECTED coinbase", 1), refused);
    assertEquals(block.transactions().size() - 1, accepted);
    assertEquals(accepted, pool.size());
    contents.changed(new FakeBlocks.Change(List.of(), List.of(block), place(HEIGHT)), 0, 1);
    assertEquals(0, pool.size());
    assertEquals(0, pool.memory());
  }

  private Contents contents(Pool pool) {
    return new Contents(
        pool,
        blocks.coinMap(),
        place(HEIGHT - 1),
        height -> MEDIAN - 600L * (HEIGHT - 1 - height),
        new Listeners());
  }

  private HeaderView place(int height) {
    return new FakeHeaderView(block.header(), height, blocks.tip().chainWork(), MEDIAN);
  }
}
