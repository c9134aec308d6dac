package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** Chains of little work, followed and not stored until they are worth it. */
class LowWorkSyncTest {
  private static final int MINIMUM = 9000;

  @TempDir Path folder;

  private Node node() throws IOException {
    return new Node(folder, Network.REGTEST, Cheap.demanding(MINIMUM, 275, 3000));
  }

  @Test
  void aChainOfEnoughWorkIsFetchedTwiceAndStored() throws IOException {
    List<BlockHeader> line;
    try (Node node = node()) {
      line = Miner.line(node.genesis(), 9500, 0);
      Peer peer = new Peer(node, line);
      List<Kind> kinds = peer.serve();
      assertEquals(9500, node.chain.tip().height());
      assertTrue(node.chain.hasMinimumWork());
      // Five messages until the work suffices, then five that are stored.
      assertEquals(
          List.of(
              Kind.PRESYNC,
              Kind.PRESYNC,
              Kind.PRESYNC,
              Kind.PRESYNC,
              Kind.PRESYNC,
              Kind.PRESYNC,
              Kind.PRESYNC,
              Kind.PRESYNC,
              Kind.PRESYNC,
              Kind.ACCEPTED),
          kinds);
      // Nothing is let go before more headers than the buffer holds have followed it.
      assertEquals(List.of(0, 0, 0, 0, 0, 0, 1000, 2000, 2000, 4500), peer.stored);
      assertEquals(-1, node.peer.presyncHeight());
      assertEquals(node.chain.locator(), node.peer.locator());
    }
    try (Node again = node()) {
      assertEquals(line.get(9499), again.chain.tip().header());
    }
  }

  @Test
  void nothingBelowTheMinimumIsStored() throws IOException {
    try (Node node = node()) {
      List<BlockHeader> line = Miner.line(node.genesis(), 8500, 0);
      Peer peer = new Peer(node, line);
      assertEquals(Kind.LOW_WORK, last(peer.serve()));
      assertEquals(0, node.chain.tip().height());
      assertEquals(-1, node.peer.presyncHeight());
      Outcome outcome = node.offer(line.subList(0, 10));
      assertEquals(Kind.LOW_WORK, outcome.kind());
      assertEquals(
          Fact.Nuisance.Kind.LOW_WORK, ((Fact.Nuisance) outcome.fact().orElseThrow()).kind());
      assertTrue(node.chain.header(line.get(0).hash()).isEmpty());
    }
    assertEquals(HeaderFile.HEAD, Files.size(folder.resolve(HeaderFiles.NAME)));
  }

  @Test
  void theLocatorGoesOnWhereTheSyncStands() throws IOException {
    try (Node node = node()) {
      List<BlockHeader> line = Miner.line(node.genesis(), 9500, 0);
      Outcome outcome = node.offer(line.subList(0, 2000));
      List<Hash256> expected = List.of(line.get(1999).hash(), node.genesis().hash());
      assertEquals(expected, outcome.more().orElseThrow());
      assertEquals(expected, node.peer.locator());
      assertEquals(2000, node.peer.presyncHeight());
      // Ended by an empty message, it begins anew.
      node.offer(List.of());
      assertEquals(-1, node.peer.presyncHeight());
      assertEquals(Kind.UNCONNECTING, node.offer(line.subList(2000, 4000)).kind());
    }
  }

  @Test
  void aTrustedPeerNeedsNoWork() throws IOException {
    try (Node node = node()) {
      List<BlockHeader> line = Miner.line(node.genesis(), 10, 0);
      assertEquals(10, node.offer(node.peer, line, true).stored());
    }
  }

  @Test
  void whoSwitchesChainsBetweenThePassesIsFoundOut() throws IOException {
    int stored = 0;
    for (int seed = 0; seed < 8; seed++) {
      Path files = Files.createDirectory(folder.resolve("seed-" + seed));
      ChainParams params = Cheap.demanding(4000, 20, 600);
      try (Node node = new Node(files, Network.REGTEST, params)) {
        for (int skip = 0; skip < seed; skip++) {
          node.loop.random().nextLong();
        }
        List<BlockHeader> shown = Miner.line(node.genesis(), 4000, 1);
        List<BlockHeader> other = Miner.line(node.genesis(), 4000, 2);
        node.offer(shown.subList(0, 2000));
        Outcome turned = node.offer(shown.subList(2000, 4000));
        assertEquals(List.of(node.genesis().hash(), node.genesis().hash()), turned.more().get());
        Outcome outcome = node.offer(other.subList(0, 2000));
        // Of thirty bits between a header and the end of the buffer one was wrong, but for luck.
        assertEquals(Kind.PRESYNC, outcome.kind());
        assertEquals(0, outcome.stored());
        assertFalse(outcome.fact().isPresent());
        stored += node.chain.tip().height();
        // The other chain is now at its own first pass.
        assertEquals(2000, node.peer.presyncHeight());
      }
    }
    assertEquals(0, stored);
  }

  @Test
  void aChainThatGrowsOnWhileItIsFetchedIsStoredWhole() throws IOException {
    try (Node node = node()) {
      List<BlockHeader> line = Miner.line(node.genesis(), 9000, 0);
      Peer peer = new Peer(node, line);
      for (int i = 0; i < 5; i++) {
        peer.step();
      }
      peer.chain.addAll(Miner.line(line.get(8999), 700, 0));
      assertEquals(Kind.ACCEPTED, last(peer.serve()));
      assertEquals(9700, node.chain.tip().height());
    }
  }

  @Test
  void moreHeadersThanTimeAllowsAreGivenUp() throws IOException {
    // Six headers a second since the start: at a commitment per header, none fits but these.
    ChainParams params = Cheap.demanding(100_000, 1, 3000);
    try (Node node = new Node(folder, Network.REGTEST, params)) {
      long begin = Node.NOW.getEpochSecond();
      List<BlockHeader> trunk = Miner.line(node.genesis(), 11, 0, 0);
      List<BlockHeader> late = new ArrayList<>();
      BlockHeader last = node.genesis();
      for (int i = 0; i < 11; i++) {
        last = Miner.mine(4, last.hash(), begin - 6800 + i, Miner.EASY, 0);
        late.add(last);
      }
      assertEquals(11, node.offer(node.peer, late, true).stored());
      assertEquals(11, trunk.size());
      // The median is 6795 s ago, so that (6795 + 7200) × 6 = 83,970 headers may follow.
      List<BlockHeader> flood = Miner.line(last, 86_000, 0, 0);
      HeaderIntake peer = node.chain.intake();
      int messages = 0;
      Outcome outcome;
      do {
        int from = 2000 * messages++;
        outcome = node.offer(peer, flood.subList(from, from + 2000), false);
      } while (outcome.kind() == Kind.PRESYNC);
      assertEquals(Kind.UNCONNECTING, outcome.kind());
      assertEquals(42, messages);
      assertEquals(11, node.chain.tip().height());
    }
  }

  @Test
  void difficultyMayNotJumpBetweenRetargets() throws IOException {
    ChainParams params = Cheap.retargeting(false, false, UInt256.of(9_000_000));
    try (Node node = new Node(folder, Network.REGTEST, params)) {
      // So slow that nothing gets harder, but for the last one, which comes between retargets.
      List<BlockHeader> line = Rules.line(params, List.of(node.genesis()), 1998, 0, 600);
      BlockHeader tip = line.get(1997);
      List<BlockHeader> good = new ArrayList<>(line);
      good.addAll(Miner.line(tip, 2, 0, 600, Cheap.EASY));
      assertEquals(Kind.PRESYNC, node.offer(good).kind());
      node.offer(List.of());
      List<BlockHeader> message = new ArrayList<>(line);
      message.addAll(Miner.line(tip, 2, 0, 600, 0x2001ffffL));
      // Harder than it may be: not followed, and not held against the peer.
      assertEquals(Kind.LOW_WORK, node.offer(message).kind());
      assertEquals(-1, node.peer.presyncHeight());
    }
  }

  @Test
  void whatIsNearOurTipIsStoredWithoutASync() throws IOException {
    ChainParams params = Cheap.demanding(1000, 275, 3000);
    try (Node node = new Node(folder, Network.REGTEST, params)) {
      List<BlockHeader> line = Miner.line(node.genesis(), 2000, 0);
      assertEquals(2000, node.offer(line).stored());
      // 144 below our tip is worth storing, one below that is not.
      BlockHeader at1856 = line.get(1855);
      BlockHeader at1855 = line.get(1854);
      assertEquals(1, node.offer(Miner.line(line.get(1854), 1, 9)).stored());
      assertEquals(at1856.previous(), at1855.hash());
      assertEquals(Kind.LOW_WORK, node.offer(Miner.line(line.get(1853), 1, 9)).kind());
    }
  }

  private static Kind last(List<Kind> kinds) {
    return kinds.get(kinds.size() - 1);
  }

  /** A peer that answers each locator from its chain. */
  private static final class Peer {
    final Node node;
    final List<BlockHeader> chain;
    final List<Integer> stored = new ArrayList<>();
    private List<Hash256> locator;

    Peer(Node node, List<BlockHeader> chain) {
      this.node = node;
      this.chain = new ArrayList<>(chain);
      this.locator = node.peer.locator();
    }

    Outcome step() {
      int from = 0;
      for (int height = chain.size(); height > 0 && from == 0; height--) {
        if (locator.contains(chain.get(height - 1).hash())) {
          from = height;
        }
      }
      Outcome outcome =
          node.offer(List.copyOf(chain.subList(from, Math.min(from + 2000, chain.size()))));
      stored.add(outcome.stored());
      locator = outcome.more().orElse(List.of());
      return outcome;
    }

    List<Kind> serve() {
      List<Kind> kinds = new ArrayList<>();
      do {
        kinds.add(step().kind());
      } while (!locator.isEmpty());
      return kinds;
    }
  }
}
