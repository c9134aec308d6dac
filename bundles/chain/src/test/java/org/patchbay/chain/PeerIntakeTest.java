package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Network;

/** How offers wait for the lane, and what comes back on the loop. */
class PeerIntakeTest {
  @TempDir Path folder;

  @Test
  void answersComeInTheOrderOfTheOffers() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> line = Miner.line(node.genesis(), 60, 0);
      HeaderIntake other = node.chain.intake();
      List<String> answers = new ArrayList<>();
      node.peer.offer(line.subList(0, 20), false, o -> answers.add("a " + o.stored()));
      other.offer(line.subList(0, 40), false, o -> answers.add("b " + o.stored()));
      node.peer.offer(line.subList(20, 60), false, o -> answers.add("a " + o.stored()));
      assertEquals(List.of(), answers);
      node.loop.advance(Duration.ZERO);
      assertEquals(List.of("a 20", "b 20", "a 20"), answers);
    }
  }

  @Test
  void whoSendsMoreThanItWasAskedForIsForgottenAndAnswered() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> line = Miner.line(node.genesis(), 6000, 0);
      List<Kind> kinds = new ArrayList<>();
      for (int from = 0; from < 6000; from += 2000) {
        List<BlockHeader> message = line.subList(from, from + 2000);
        node.peer.offer(message, false, outcome -> kinds.add(outcome.kind()));
      }
      node.loop.advance(Duration.ZERO);
      assertEquals(List.of(Kind.ACCEPTED, Kind.ACCEPTED, Kind.NOT_STORED), kinds);
      assertEquals(4000, node.chain.tip().height());
      // Once the lane has caught up it is heard again.
      assertEquals(2000, node.offer(line.subList(4000, 6000)).stored());
    }
  }

  @Test
  void nothingIsAnsweredAfterTheEnd() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<Outcome> outcomes = new ArrayList<>();
      node.peer.offer(Miner.line(node.genesis(), 5, 0), false, outcomes::add);
      node.peer.close();
      node.loop.advance(Duration.ZERO);
      assertEquals(List.of(), outcomes);
      assertEquals(5, node.chain.tip().height());
    }
  }

  @Test
  void afterTheChainStoppedNothingIsConfirmed() throws IOException {
    try (Node node = new Node(folder, Network.REGTEST)) {
      List<BlockHeader> line = Miner.line(node.genesis(), 10, 0);
      node.offer(line.subList(0, 5));
      node.chain.stop();
      assertEquals(Kind.NOT_STORED, node.offer(line.subList(5, 10)).kind());
      assertEquals(5, node.chain.tip().height());
    }
  }
}
