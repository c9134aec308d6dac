package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.sim.FakeBlocks;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualWorkers;
import org.patchbay.wire.Network;

class SamplerTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakeBlocks blocks = new FakeBlocks(loop);
  private final FakeNode node = new FakeNode();
  private final Probe probe =
      new Probe(loop, new VirtualWorkers(loop, Duration.ofMillis(5)), Path.of("target"));
  private final Sampler sampler =
      new Sampler(loop, Network.REGTEST, node, new LagProbe(loop), probe);

  private static Chain chain(HeaderView tip, boolean minimumWork) {
    return Scripted.of(Chain.class, Map.of("tip", tip, "hasMinimumWork", minimumWork));
  }

  private static Mempool mempool(boolean open, boolean validated) {
    return Scripted.of(Mempool.class, Map.of("open", open, "validated", validated));
  }

  private long secondsSinceTip(Chain chain, Blocks blocks) {
    loop.advance(Duration.ofSeconds(60));
    return sampler.sample(node.peers(), chain, blocks, null, null).secondsSinceTip();
  }

  @Test
  void theTipAgesUntilABlockIsConnected() {
    assertEquals(0, secondsSinceTip(null, blocks), "seen for the first time");
    assertEquals(60, secondsSinceTip(null, blocks));
    blocks.mineEmpty(1);
    loop.runDue();
    assertEquals(0, secondsSinceTip(null, blocks));
    assertEquals(60, secondsSinceTip(null, blocks));
    Vitals vitals = sampler.sample(node.peers(), null, blocks, null, null);
    assertEquals(1, vitals.tip().orElseThrow().height());
  }

  @Test
  void headersCountAsGrowthOnlyBelowTheMinimumWork() {
    HeaderView genesis = blocks.tip();
    blocks.mineEmpty(1);
    loop.runDue();
    HeaderView next = blocks.tip();
    Blocks still = Scripted.of(Blocks.class, Map.of("tip", genesis, "keep", 288));
    secondsSinceTip(chain(genesis, false), still);
    assertEquals(60, secondsSinceTip(chain(genesis, false), still));
    assertEquals(0, secondsSinceTip(chain(next, false), still));
    assertEquals(60, secondsSinceTip(chain(genesis, true), still), "blocks should come now");
  }

  @Test
  void aNodeOfHeadersAloneHasTheirTip() {
    HeaderView genesis = blocks.tip();
    blocks.mineEmpty(1);
    loop.runDue();
    HeaderView next = blocks.tip();
    Blocks none = Scripted.of(Blocks.class, Map.of("tip", genesis, "keep", 0));
    Chain chain = chain(next, true);
    assertEquals(
        1, sampler.sample(node.peers(), chain, none, null, null).tip().orElseThrow().height());
    assertEquals(
        1, sampler.sample(node.peers(), chain, null, null, null).tip().orElseThrow().height());
    assertTrue(sampler.sample(node.peers(), null, null, null, null).tip().isEmpty());
  }

  @Test
  void unvalidatedIsANodeThatTakesTransactionsWithoutCheckingThem() {
    assertTrue(sampler.sample(node.peers(), null, null, null, null).validated());
    assertTrue(sampler.sample(node.peers(), null, null, mempool(false, false), null).validated());
    assertTrue(sampler.sample(node.peers(), null, null, mempool(true, true), null).validated());
    assertFalse(sampler.sample(node.peers(), null, null, mempool(true, false), null).validated());
  }
}
