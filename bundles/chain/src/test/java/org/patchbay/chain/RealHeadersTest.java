package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.HeaderIntake.Outcome;
import org.patchbay.api.chain.HeaderIntake.Outcome.Kind;
import org.patchbay.api.fact.Fact;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Network;

/** Headers of the main network and of signet, and what one flipped bit in them comes to. */
class RealHeadersTest {
  @TempDir Path folder;

  @Test
  void everyMainnetHeaderValidatesAndLinks() throws IOException {
    List<BlockHeader> headers = Data.headers("mainnet-0-10236.bin");
    try (Node node = new Node(folder, Network.MAIN)) {
      assertEquals(headers.get(0), node.genesis());
      takeAll(node, headers);
      assertEquals(10_236, node.chain.tip().height());
      assertEquals(headers.get(10_236), node.chain.tip().header());
      assertTrue(node.chain.tip().hash().toString().startsWith("000000004f74d422"));
      // Without a retarget, each of them has the work of a genesis block.
      assertEquals(
          Long.toHexString(4_295_032_833L * 10_237),
          node.chain.tip().chainWork().toBigInteger().toString(16));
    }
    try (Node again = new Node(folder, Network.MAIN)) {
      for (int height = 0; height < headers.size(); height++) {
        assertEquals(headers.get(height), again.chain.header(height).orElseThrow().header());
      }
    }
  }

  @Test
  void everySignetHeaderValidatesAndLinks() throws IOException {
    List<BlockHeader> headers = Data.headers("signet.bin");
    try (Node node = new Node(folder, Network.SIGNET)) {
      assertEquals(headers.get(0), node.genesis());
      takeAll(node, headers);
      assertEquals(2015, node.chain.tip().height());
    }
  }

  /** These chains are far below the minimum work, so only a trusted peer may bring them. */
  private static void takeAll(Node node, List<BlockHeader> headers) {
    for (int from = 1; from < headers.size(); from += 2000) {
      List<BlockHeader> message = headers.subList(from, Math.min(headers.size(), from + 2000));
      Outcome outcome = node.offer(node.peer, message, true);
      assertEquals(Kind.ACCEPTED, outcome.kind(), () -> outcome.fact().toString());
      assertEquals(message.size(), outcome.stored());
      assertEquals(message.size() == 2000, outcome.more().isPresent());
    }
  }

  @Test
  void oneFlippedBitIsRefusedWithTheReason() throws IOException {
    List<BlockHeader> real = Data.headers("mainnet-0-10236.bin").subList(1, 12);
    try (Node node = new Node(folder, Network.MAIN)) {
      for (int bit = 0; bit < 640; bit++) {
        Outcome outcome = node.offer(node.peer, flipped(real, 5, bit), true);
        assertEquals(0, outcome.stored(), "bit " + bit);
        assertEquals(Kind.INVALID, outcome.kind(), "bit " + bit);
        Fact.Offence offence = (Fact.Offence) outcome.fact().orElseThrow();
        assertEquals(Fact.Offence.Kind.HEADER_WITHOUT_WORK, offence.kind(), "bit " + bit);
        assertTrue(offence.detail().startsWith("header 5 of 11: "), offence.detail());
        // Bits stand for another target, which is above the limit or not met; all else only hashes.
        boolean bits = bit >= 72 * 8 && bit < 76 * 8;
        assertTrue(
            offence.detail().contains("hash above the target of bits")
                || bits && offence.detail().contains("(limit 1d00ffff)"),
            offence.detail());
      }
      assertEquals(0, node.chain.tip().height());
    }
  }

  private static List<BlockHeader> flipped(List<BlockHeader> headers, int which, int bit) {
    byte[] raw = headers.get(which).toBytes();
    raw[bit / 8] ^= (byte) (1 << bit % 8);
    List<BlockHeader> changed = new ArrayList<>(headers);
    changed.set(which, BlockHeader.of(raw, 0));
    return changed;
  }

  @Test
  void aMessageThatLeavesOneOutIsNotContinuous() throws IOException {
    List<BlockHeader> real = new ArrayList<>(Data.headers("mainnet-0-10236.bin").subList(1, 12));
    real.remove(4);
    try (Node node = new Node(folder, Network.MAIN)) {
      Outcome outcome = node.offer(node.peer, real, true);
      Fact.Offence offence = (Fact.Offence) outcome.fact().orElseThrow();
      assertEquals(Fact.Offence.Kind.HEADERS_NOT_CONTINUOUS, offence.kind());
      assertTrue(offence.detail().startsWith("header 4 of 10"), offence.detail());
      assertEquals(0, node.chain.tip().height());
    }
  }
}
