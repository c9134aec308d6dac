package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;

/** The chain that is answered for, while it is not the one with the most work. */
class ActiveChainTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final FakeChain chain = new FakeChain(loop).grow(3_000, now);
  private final FakeBlocks blocks = new FakeBlocks(loop, chain).fill(3_000);
  private final ActiveChain active = new ActiveChain(chain, blocks);
  private final List<BlockHeader> connected = chain.headers(1, 3_000);

  /** A better chain of headers, whose blocks do not come. */
  private void withheld(int fork) {
    chain.take(FakeChain.on(connected.get(fork - 1), 3_001 - fork, now + 1));
  }

  private List<BlockHeader> fromGenesis() {
    return active.after(List.of(chain.header(0).orElseThrow().hash()), Hash256.ZERO, 2_000);
  }

  @Test
  void connectedHeadersAreToldWhileTheBlocksOfABetterBranchAreMissing() {
    withheld(500);
    assertEquals(connected.subList(0, 2_000), fromGenesis());
    assertEquals(3_000, active.forkHeight(List.of(connected.get(2_999).hash())));
    assertEquals(500, active.forkHeight(List.of(chain.tip().hash(), connected.get(499).hash())));
    withheld(2_500);
    assertEquals(connected.subList(0, 2_000), fromGenesis());
    assertEquals(connected.get(2_599), active.at(2_600).orElseThrow().header());
    assertTrue(active.at(3_001).isEmpty());
  }

  @Test
  void aLongBranchIsNotGoneThroughForEachHeaderThatIsTold() {
    withheld(500);
    fromGenesis();
    long before = chain.lookedUp;
    for (int i = 0; i < 10; i++) {
      fromGenesis();
    }
    long lookedUp = chain.lookedUp - before;
    assertTrue(lookedUp <= 1_000, () -> lookedUp + " headers looked up by hash for 10 answers");
  }
}
