package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.wire.Block;
import org.patchbay.wire.Network;

/** A node that keeps the last blocks only. */
class KeepTest {
  private static final int KEEP = 20;

  @TempDir Path folder;

  private BlockNode node() throws IOException {
    // About five blocks to a file.
    return new BlockNode(folder, Network.TEST, Cheap.demanding(50, 275, 7017), KEEP, 1300);
  }

  @Test
  void whatAnOperatorSays() {
    assertEquals(Blocks.ALL, Keep.of("auto", Network.REGTEST));
    assertEquals(288, Keep.of("auto", Network.MAIN));
    assertEquals(Blocks.ALL, Keep.of("all", Network.MAIN));
    assertEquals(0, Keep.of("none", Network.REGTEST));
    assertEquals(1000, Keep.of(" 1000 ", Network.MAIN));
    for (String wrong : List.of("", "287", "-1", "some", "99999999999")) {
      assertThrows(IllegalArgumentException.class, () -> Keep.of(wrong, Network.MAIN));
    }
  }

  @Test
  void onlyTheLastBlocksAreWantedKeptAndServed() throws IOException {
    List<Block> line = Growth.line(Network.TEST.genesis(), 1, 1, 1);
    try (BlockNode node = node()) {
      line = Growth.line(node.genesis(), 1, 300, 1);
      node.headers(line.subList(0, 40));
      assertEquals(Integer.MAX_VALUE, node.blocks.wantedFrom());
      assertEquals(0, node.blocks.tip().height());
      node.headers(line.subList(40, 100));
      assertEquals(81, node.blocks.wantedFrom());
      assertEquals(80, node.blocks.tip().height());
      assertEquals(81, node.active().size());
      assertEquals(Kind.UNWANTED, node.offer(line.get(79)).kind());
      assertEquals(Collections.nCopies(20, Kind.CONNECTED), node.offerAll(line.subList(80, 100)));
      assertEquals(81, node.blocks.lowest());
      assertEquals(Integer.MAX_VALUE, node.blocks.wantedFrom());
      for (int i = 100; i < 200; i++) {
        node.headers(line.subList(i, i + 1));
        assertEquals(Kind.CONNECTED, node.offer(line.get(i)).kind());
        int lowest = node.blocks.lowest();
        assertTrue(lowest <= i + 1 - KEEP + 1, "lowest " + lowest + " at " + (i + 1));
      }
      assertTrue(node.blocks.lowest() > 170);
      assertFalse(node.blocks.has(line.get(120).header().hash()));
      assertEquals(line.get(190), node.read(line.get(190).header().hash()).orElseThrow());
    }
    try (BlockNode node = node()) {
      assertEquals(200, node.blocks.tip().height());
      assertTrue(node.blocks.lowest() > 170 && node.blocks.lowest() <= 181);
      // Away for long: what lies between is not fetched.
      node.headers(line.subList(200, 300));
      assertEquals(281, node.blocks.wantedFrom());
      assertEquals(280, node.blocks.tip().height());
      node.offerAll(line.subList(280, 300));
      assertEquals(300, node.blocks.tip().height());
      assertEquals(281, node.blocks.lowest());
      assertFalse(node.blocks.has(line.get(195).header().hash()));
    }
  }

  @Test
  void aReorganisationBelowWhatIsKeptGoesOnWithinIt() throws IOException {
    try (BlockNode node = node()) {
      List<Block> trunk = Growth.line(node.genesis(), 1, 100, 1);
      node.headers(trunk);
      node.offerAll(trunk.subList(80, 100));
      List<Block> other = Growth.line(trunk.get(59).header(), 61, 50, 2);
      node.headers(other);
      assertEquals(110, node.headers.tip().height());
      assertEquals(91, node.blocks.wantedFrom());
      node.offerAll(other.subList(30, 50));
      assertEquals(110, node.blocks.tip().height());
      assertEquals(91, node.blocks.lowest());
      // A shallow one is like any other.
      List<Block> third = Growth.line(other.get(44).header(), 106, 7, 3);
      node.headers(third);
      assertEquals(106, node.blocks.wantedFrom());
      node.offerAll(third);
      assertEquals(third.get(6).header(), node.blocks.tip().header());
    }
  }

  @Test
  void whatNobodyAskedForIsTakenNearTheTipAlone() throws IOException {
    try (BlockNode node =
        new BlockNode(
            folder, Network.REGTEST, ChainParams.of(Network.REGTEST), Blocks.ALL, 1 << 20)) {
      List<Block> line = Growth.line(node.genesis(), 1, 400, 1);
      node.headers(line);
      assertEquals(Kind.UNWANTED, node.offer(line.get(288), false).kind());
      assertEquals(Kind.STORED, node.offer(line.get(287), false).kind());
      assertEquals(Kind.STORED, node.offer(line.get(288), true).kind());
      node.offerAll(line);
      Block low = Growth.empty(line.get(300).header(), 302, 7);
      assertEquals(Kind.UNWANTED, node.offer(low, false).kind());
      Block level = Growth.empty(line.get(398).header(), 400, 7);
      assertEquals(Kind.STORED, node.offer(level, false).kind());
    }
  }

  @Test
  void headersAloneAreServedAsTheyAre() throws IOException {
    try (BlockNode node =
        new BlockNode(folder, Network.REGTEST, ChainParams.of(Network.REGTEST), 0, 1 << 20)) {
      List<Block> line = Growth.line(node.genesis(), 1, 30, 1);
      node.headers(line);
      assertEquals(31, node.active().size());
      assertEquals(Kind.UNWANTED, node.offer(line.get(0)).kind());
      assertEquals(Integer.MAX_VALUE, node.blocks.wantedFrom());
    }
  }
}
