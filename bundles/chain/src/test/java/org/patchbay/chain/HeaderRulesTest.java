package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/** A header with work is refused for what it says, field by field. */
class HeaderRulesTest {
  private static final long NOW = Node.NOW.getEpochSecond();

  @TempDir Path folder;

  @Test
  void bitsMustBeTheRequiredOnes() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      BlockHeader header = Miner.mine(4, node.genesis().hash(), NOW, 0x207ffffe, 0);
      refused(
          node.offer(List.of(header)),
          "bad-diffbits: bits 207ffffe (required 207fffff) at height 1");
    }
  }

  @Test
  void timeMustBeAboveTheMedianOfTheLastEleven() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      long begin = node.genesis().time();
      List<BlockHeader> line = Miner.line(node.genesis(), 20, 0);
      node.offer(line);
      // Of the heights 10 to 20 the median is the time of height 15.
      long median = begin + 15 * 600;
      assertEquals(median, node.chain.tip().medianTime());
      Hash256 tip = line.get(19).hash();
      refused(
          node.offer(List.of(Miner.mine(4, tip, median, Miner.EASY, 0))),
          "time-too-old: time %d (must be after the median %d) at height 21"
              .formatted(median, median));
      assertEquals(1, node.offer(List.of(Miner.mine(4, tip, median + 1, Miner.EASY, 0))).stored());
    }
  }

  @Test
  void nearTheGenesisBlockTheMedianIsOfFewer() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      long begin = node.genesis().time();
      // Of two times the median is the later one, of three the one between.
      BlockHeader one = Miner.mine(4, node.genesis().hash(), begin + 600, Miner.EASY, 0);
      assertEquals(1, node.offer(List.of(one)).stored());
      BlockHeader early = Miner.mine(4, one.hash(), begin + 600, Miner.EASY, 0);
      refused(node.offer(List.of(early)), "must be after the median " + (begin + 600));
      BlockHeader two = Miner.mine(4, one.hash(), begin + 601, Miner.EASY, 0);
      assertEquals(1, node.offer(List.of(two)).stored());
      BlockHeader back = Miner.mine(4, two.hash(), begin + 600, Miner.EASY, 0);
      refused(node.offer(List.of(back)), "must be after the median " + (begin + 600));
      assertEquals(begin + 600, node.chain.tip().medianTime());
    }
  }

  @Test
  void twoHoursAheadIsNotYetAnOffence() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> message = new ArrayList<>(Miner.line(node.genesis(), 3, 0));
      message.add(Miner.mine(4, message.get(2).hash(), NOW + 7201, Miner.EASY, 0));
      Outcome outcome = node.offer(message);
      assertEquals(Kind.FUTURE, outcome.kind());
      assertTrue(outcome.fact().isEmpty());
      assertEquals(3, outcome.stored());
      node.loop.advance(java.time.Duration.ofSeconds(1));
      assertEquals(Kind.ACCEPTED, node.offer(message).kind());
      assertEquals(4, node.chain.tip().height());
    }
  }

  @Test
  void versionsAreComparedSigned() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST, Cheap.retargeting(true, false))) {
      long begin = node.genesis().time();
      Hash256 genesis = node.genesis().hash();
      refused(
          node.offer(List.of(Miner.mine(0x80000004, genesis, begin + 600, Cheap.EASY, 0))),
          "bad-version(0x80000004): at least 2 at height 1");
      refused(
          node.offer(List.of(Miner.mine(1, genesis, begin + 601, Cheap.EASY, 0))),
          "bad-version(0x00000001): at least 2 at height 1");
      List<BlockHeader> twos = versions(node.genesis(), 20, 2);
      Outcome outcome = node.offer(twos);
      refused(outcome, "bad-version(0x00000002): at least 3 at height 20");
      assertEquals(19, outcome.stored());
      List<BlockHeader> threes = versions(twos.get(18), 11, 3);
      outcome = node.offer(threes);
      refused(outcome, "bad-version(0x00000003): at least 4 at height 30");
      assertEquals(10, outcome.stored());
      assertEquals(1, node.offer(versions(threes.get(9), 1, 4)).stored());
    }
  }

  /** So far apart that each may have the easiest bits, but at a retarget where nothing is eased. */
  private static List<BlockHeader> versions(BlockHeader parent, int count, int version) {
    List<BlockHeader> headers = new ArrayList<>();
    BlockHeader last = parent;
    for (int i = 0; i < count; i++) {
      last = Miner.mine(version, last.hash(), last.time() + 1300, Cheap.EASY, 0);
      headers.add(last);
    }
    return headers;
  }

  @Test
  void bip94HoldsTheFirstOfAPeriodToItsParentsTime() throws IOException {
    for (boolean bip94 : new boolean[] {true, false}) {
      Path files = Files.createDirectory(folder.resolve("bip94-" + bip94));
      ChainParams params = Cheap.retargeting(true, bip94);
      try (Node node = new Node(files, Network.REGTEST, params)) {
        List<BlockHeader> period = versions(node.genesis(), 9, 2);
        node.offer(period);
        BlockHeader parent = period.get(8);
        BlockHeader early = Miner.mine(2, parent.hash(), parent.time() - 601, Cheap.EASY, 0);
        Outcome outcome = node.offer(List.of(early));
        if (bip94) {
          refused(
              outcome,
              "time-timewarp-attack: time %d (at least %d by BIP94) at height 10"
                  .formatted(parent.time() - 601, parent.time() - 600));
        } else {
          assertEquals(Kind.ACCEPTED, outcome.kind());
        }
        BlockHeader fair = Miner.mine(2, parent.hash(), parent.time() - 600, Cheap.EASY, 0);
        assertEquals(Kind.ACCEPTED, node.offer(List.of(fair)).kind());
      }
    }
  }

  @Test
  void whateverIsMinedByTheRulesIsAccepted() throws IOException {
    SplittableRandom random = new SplittableRandom(23);
    for (int variant = 0; variant < 4; variant++) {
      ChainParams params = Cheap.retargeting(variant % 2 == 0, variant / 2 == 0);
      Path files = Files.createDirectory(folder.resolve("variant-" + variant));
      try (Node node = new Node(files, Network.REGTEST, params)) {
        List<BlockHeader> chain = new ArrayList<>(List.of(node.genesis()));
        for (int length = 1; length <= 250; length++) {
          // Mostly as it should be, sometimes so late that the next one may be easy.
          int spacing = random.nextInt(10) == 0 ? 1300 : 2 + random.nextInt(3);
          chain.addAll(Rules.line(params, chain, 1, variant, spacing));
          if (random.nextInt(12) == 0 || length == 250) {
            assertEquals(Kind.ACCEPTED, node.offer(chain.subList(1, chain.size())).kind());
          }
        }
        assertEquals(250, node.chain.tip().height());
        // And a branch beside it, whose ancestors are found by walking back.
        List<BlockHeader> branch = new ArrayList<>(chain.subList(0, 123));
        branch.addAll(Rules.line(params, branch, 60, 9, 3));
        for (int end = 130; end <= branch.size(); end += 10) {
          Outcome outcome = node.offer(branch.subList(1, end));
          assertEquals(Kind.ACCEPTED, outcome.kind(), outcome::toString);
        }
      }
    }
  }

  @Test
  void whatStandsOnAnInvalidHeaderIsInvalid() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      BlockHeader bad = Miner.mine(4, node.genesis().hash(), 5, Miner.EASY, 0);
      List<BlockHeader> on = Miner.line(bad, 3, 0);
      assertEquals(Kind.UNCONNECTING, node.offer(on.subList(0, 1)).kind());
      refused(node.offer(List.of(bad)), "must be after the median");
      refused(node.offer(on.subList(0, 2)), "stands on an invalid header");
      refused(node.offer(on.subList(2, 3)), "stands on an invalid header");
      assertEquals(0, node.chain.tip().height());
    }
  }

  @Test
  void whatConnectsToNothingIsAskedFor() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> line = Miner.line(node.genesis(), 3, 0);
      Outcome outcome = node.offer(line.subList(1, 3));
      assertEquals(Kind.UNCONNECTING, outcome.kind());
      assertEquals(List.of(node.genesis().hash()), outcome.more().orElseThrow());
      assertEquals(
          Fact.Nuisance.Kind.UNCONNECTING, ((Fact.Nuisance) outcome.fact().orElseThrow()).kind());
      assertEquals(3, node.offer(line).stored());
      assertFalse(node.chain.header(line.get(1).hash()).isEmpty());
    }
  }

  private static void refused(Outcome outcome, String reason) {
    assertEquals(Kind.INVALID, outcome.kind(), outcome::toString);
    Fact.Offence offence = (Fact.Offence) outcome.fact().orElseThrow();
    assertEquals(Fact.Offence.Kind.INVALID_HEADER, offence.kind());
    assertTrue(offence.detail().contains(reason), offence.detail());
  }
}
