package org.patchbay.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;

class LabChainTest {
  private static final long NOW = 1_700_000_000L;

  @Test
  void everyHeaderHasProofOfWorkLinksAndPassesItsMedianTime() {
    LabChain chain = prepared(150, 1);
    List<Long> times = new ArrayList<>(List.of(Mine.GENESIS.time()));
    BlockHeader before = Mine.GENESIS;
    for (int height = 1; height <= chain.height(); height++) {
      BlockHeader header = chain.at(height);
      assertTrue(header.meetsOwnTarget(), "height " + height);
      assertEquals(0x207f_ffffL, header.bits());
      assertEquals(before.hash(), header.previous());
      assertTrue(header.version() >= 4, "regtest wants version 4");
      long[] span =
          times.subList(Math.max(0, times.size() - 11), times.size()).stream()
              .mapToLong(time -> time)
              .sorted()
              .toArray();
      assertTrue(header.time() > span[span.length / 2], "height " + height);
      assertTrue(header.time() <= NOW + 7_200);
      times.add(header.time());
      before = header;
    }
    assertEquals(NOW, chain.tip().time());
  }

  @Test
  void timesThatStandStillAreMovedUp() {
    LabChain chain = new LabChain();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 30; i++) {
      chain.mine(NOW, random);
    }
    assertEquals(30, chain.height());
    long last = chain.tip().time();
    assertTrue(last > NOW && last < NOW + 10, "time " + last);
  }

  @Test
  void aSeedGivesTheSameChain() {
    assertEquals(prepared(20, 7).tip(), prepared(20, 7).tip());
    assertFalse(prepared(20, 7).tip().equals(prepared(20, 8).tip()));
  }

  @Test
  void whatFollowsALocatorIsServed() {
    LabChain chain = prepared(30, 1);
    LabChain behind = prepared(30, 1);
    chain.mine(NOW + 2, new SplittableRandom(2));
    assertEquals(List.of(chain.tip()), chain.after(behind.locator(), Hash256.ZERO, 2_000));
    assertEquals(
        31, chain.after(List.of(Mine.hash(new SplittableRandom(3))), Hash256.ZERO, 99).size());
    Hash256 stop = chain.at(5).hash();
    assertEquals(5, chain.after(List.of(), stop, 2_000).size());
    assertEquals(7, chain.after(List.of(), Hash256.ZERO, 7).size());
  }

  @Test
  void aLongerChainIsAdoptedInPartsAndAShorterOneIsNot() {
    LabChain ours = prepared(150, 1);
    LabChain longer = prepared(400, 2);
    BlockHeader tip = ours.tip();
    assertTrue(ours.adopt(prepared(100, 3).after(List.of(), Hash256.ZERO, 2_000)));
    assertEquals(tip, ours.tip());
    while (!ours.tip().equals(longer.tip())) {
      assertTrue(ours.adopt(longer.after(ours.locator(), Hash256.ZERO, 200)));
    }
    assertTrue(ours.knows(longer.at(200).hash()));
    assertFalse(ours.knows(tip.hash()));
    BlockHeader mined = ours.mine(NOW + 2, new SplittableRandom(4));
    assertEquals(longer.tip().hash(), mined.previous());
  }

  @Test
  void whatDoesNotConnectOrHasNoProofOfWorkIsNotAdopted() {
    LabChain ours = prepared(10, 1);
    LabChain other = prepared(60, 2);
    assertFalse(ours.adopt(List.of(other.at(50))));
    BlockHeader[] broken = other.after(List.of(), Hash256.ZERO, 60).toArray(BlockHeader[]::new);
    broken[40] = other.at(3);
    assertTrue(ours.adopt(Arrays.asList(broken)));
    assertEquals(10, ours.height());
  }

  @Test
  void theIndexStaysBounded() {
    LabChain chain = prepared(LabChain.INDEXED + 50, 1);
    assertFalse(chain.knows(chain.at(20).hash()));
    assertTrue(chain.knows(chain.at(60).hash()));
    assertTrue(chain.knows(Mine.GENESIS.hash()));
    assertEquals(chain.at(1), chain.after(List.of(Mine.GENESIS.hash()), Hash256.ZERO, 1).get(0));
    assertTrue(chain.locator().size() < 40);
  }

  private static LabChain prepared(int count, long seed) {
    LabChain chain = new LabChain();
    chain.prepare(count, NOW, 2, new SplittableRandom(seed));
    return chain;
  }
}
