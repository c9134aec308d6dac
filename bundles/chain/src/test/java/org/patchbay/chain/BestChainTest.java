package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.api.chain.TipChange;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** Which chain is the best one, how it is named, and how it is served. */
class BestChainTest {
  @TempDir Path folder;

  @Test
  void theTipMovesWithTheChain() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<TipChange> moves = new ArrayList<>();
      node.chain.onTip(moves::add);
      List<BlockHeader> line = Miner.line(node.genesis(), 5, 0);
      assertEquals(5, node.offer(line).stored());
      assertEquals(0, node.offer(line).stored());
      assertEquals(1, moves.size());
      assertEquals(0, moves.get(0).from().height());
      assertEquals(0, moves.get(0).fork().height());
      assertEquals(line.get(4), moves.get(0).to().header());
      assertEquals(UInt256.of(12), node.chain.tip().chainWork());
    }
  }

  @Test
  void ofEqualWorkTheFirstSeenStays() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> first = Miner.line(node.genesis(), 5, 1);
      List<BlockHeader> second = Miner.line(node.genesis(), 6, 2);
      node.offer(first);
      List<TipChange> moves = new ArrayList<>();
      node.chain.onTip(moves::add);
      assertEquals(5, node.offer(second.subList(0, 5)).stored());
      assertEquals(first.get(4), node.chain.tip().header());
      assertEquals(List.of(), moves);
      assertTrue(node.chain.header(second.get(4).hash()).isPresent());
    }
    // What was stored first is still first after a restart.
    try (Node node = new Node(folder, Network.REGTEST)) {
      assertEquals(1, node.chain.tip().header().merkleRoot().longAt(0));
    }
  }

  @Test
  void moreWorkReorganises() throws IOException {
    List<BlockHeader> first;
    List<BlockHeader> second;
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> trunk = Miner.line(node.genesis(), 10, 0);
      first = Miner.line(trunk.get(9), 5, 1);
      second = Miner.line(trunk.get(9), 6, 2);
      node.offer(trunk);
      node.offer(first);
      List<TipChange> moves = new ArrayList<>();
      node.chain.onTip(moves::add);
      node.offer(second);
      assertEquals(1, moves.size());
      assertEquals(first.get(4), moves.get(0).from().header());
      assertEquals(second.get(5), moves.get(0).to().header());
      assertEquals(trunk.get(9), moves.get(0).fork().header());
      checkSecond(node, first, second);
      // And back again, by one header more on the old branch.
      node.offer(Miner.line(first.get(4), 2, 3));
      assertEquals(17, node.chain.tip().height());
      assertEquals(first.get(2), node.chain.header(13).orElseThrow().header());
      node.offer(Miner.line(second.get(5), 2, 4));
      assertEquals(second.get(2), node.chain.header(13).orElseThrow().header());
      assertEquals(18, node.chain.tip().height());
    }
    try (Node node = new Node(folder, Network.REGTEST)) {
      assertEquals(18, node.chain.tip().height());
      assertEquals(second.get(2), node.chain.header(13).orElseThrow().header());
    }
  }

  private static void checkSecond(Node node, List<BlockHeader> first, List<BlockHeader> second) {
    assertEquals(16, node.chain.tip().height());
    for (int i = 0; i < 6; i++) {
      assertEquals(second.get(i), node.chain.header(11 + i).orElseThrow().header());
    }
    // A peer on the losing branch is served from where the branches part.
    List<Hash256> losing = node.chain.locator(first.get(4).hash());
    assertEquals(second, node.chain.after(losing, Hash256.ZERO, 2000));
  }

  @Test
  void aShorterChainOfMoreWorkWins() throws IOException {
    ChainParams params = Cheap.retargeting(false, false);
    try (Node node = new Node(folder, Network.REGTEST, params)) {
      // Headers a second apart make the next period harder; a slow period stays easy.
      List<BlockHeader> slow = Rules.line(params, List.of(node.genesis()), 24, 1, 600);
      List<BlockHeader> fast = Rules.line(params, List.of(node.genesis()), 15, 2, 1);
      assertEquals(24, node.offer(slow).stored());
      assertEquals(24, node.chain.tip().height());
      List<TipChange> moves = new ArrayList<>();
      node.chain.onTip(moves::add);
      node.offer(fast);
      assertEquals(fast.get(14), node.chain.tip().header());
      assertTrue(node.chain.header(16).isEmpty());
      assertEquals(slow.get(23), moves.get(0).from().header());
      assertEquals(0, moves.get(0).fork().height());
      assertEquals(
          15, node.chain.after(node.chain.locator(slow.get(20).hash()), Hash256.ZERO, 99).size());
    }
  }

  @Test
  void locatorsHaveGoldenOffsets() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> line = Miner.line(node.genesis(), 200, 0);
      node.offer(line);
      List<Integer> heights =
          node.chain.locator().stream()
              .map(hash -> node.chain.header(hash).orElseThrow().height())
              .toList();
      assertEquals(
          List.of(
              200, 199, 198, 197, 196, 195, 194, 193, 192, 191, 190, 189, 187, 183, 175, 159, 127,
              63, 0),
          heights);
      assertEquals(List.of(node.genesis().hash()), node.chain.locator(node.genesis().hash()));
      assertEquals(List.of(), node.chain.locator(Hash256.ZERO));
    }
  }

  @Test
  void headersAreServedAfterTheForkAndUpToTheStop() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> line = Miner.line(node.genesis(), 50, 0);
      node.offer(line);
      Hash256 unknown = new Hash256(1, 2, 3, 4);
      List<Hash256> at20 = List.of(unknown, line.get(19).hash());
      assertEquals(line.subList(20, 50), node.chain.after(at20, Hash256.ZERO, 2000));
      assertEquals(line.subList(20, 25), node.chain.after(at20, Hash256.ZERO, 5));
      assertEquals(line.subList(20, 30), node.chain.after(at20, line.get(29).hash(), 2000));
      assertEquals(line.subList(20, 50), node.chain.after(at20, line.get(5).hash(), 2000));
      assertEquals(line, node.chain.after(List.of(unknown), Hash256.ZERO, 2000));
      assertEquals(List.of(), node.chain.after(node.chain.locator(), Hash256.ZERO, 2000));
      assertEquals(List.of(line.get(7)), node.chain.after(List.of(), line.get(7).hash(), 2000));
      assertEquals(List.of(), node.chain.after(List.of(), unknown, 2000));
    }
  }

  @Test
  void oldStaleHeadersAreNotShown() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> line = Miner.line(node.genesis(), 20, 0);
      List<BlockHeader> stale = Miner.line(line.get(9), 2, 1);
      node.offer(line);
      node.offer(stale);
      Hash256 named = stale.get(1).hash();
      assertEquals(List.of(stale.get(1)), node.chain.after(List.of(), named, 2000));
      // A month's worth of headers later it would tell which node this is.
      node.offerAll(Miner.line(line.get(19), 4400, 0));
      assertEquals(List.of(), node.chain.after(List.of(), named, 2000));
    }
  }

  @Test
  void anEmptyMessageIsNothing() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      assertEquals(Kind.ACCEPTED, node.offer(List.of()).kind());
      assertTrue(node.chain.hasMinimumWork());
    }
    Path other = java.nio.file.Files.createDirectory(folder.resolve("main"));
    try (Node node = new Node(other, Network.MAIN)) {
      assertEquals(false, node.chain.hasMinimumWork());
      assertEquals(node.genesis(), node.chain.tip().header());
    }
  }
}
