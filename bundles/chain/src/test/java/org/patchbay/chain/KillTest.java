package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;

/** A process that is killed while it writes. */
class KillTest {
  @TempDir Path folder;

  @Test
  void whatWasConfirmedIsThereAfterAKill() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    int before = 0;
    for (int round = 0; round < 5; round++) {
      String[] last = killedAfter(Writer.class, 1 + random.nextInt(40));
      try (Node node = new Node(folder, Network.REGTEST)) {
        int confirmed = Integer.parseInt(last[0]);
        assertTrue(confirmed > before);
        assertTrue(node.chain.tip().height() >= confirmed);
        assertTrue(node.chain.header(Hash256.fromHex(last[1])).isPresent());
        before = node.chain.tip().height();
      }
    }
  }

  @Test
  void blocksThatWereConfirmedAreConnectedAfterAKill() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    int before = 0;
    for (int round = 0; round < 4; round++) {
      String[] last = killedAfter(BlockWriter.class, 1 + random.nextInt(30));
      try (BlockNode node = new BlockNode(folder)) {
        int confirmed = Integer.parseInt(last[0]);
        assertTrue(confirmed > before);
        assertTrue(node.blocks.tip().height() >= confirmed);
        assertTrue(node.read(Hash256.fromHex(last[1])).isPresent());
        assertEquals(node.active().size(), node.blocks.coins().orElseThrow().size() + 1);
        before = node.blocks.tip().height();
      }
    }
  }

  /** The last line that the process said, which is killed some lines after the first. */
  private String[] killedAfter(Class<?> writer, int lines)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                writer.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String last = "";
    try (BufferedReader out = process.inputReader()) {
      int seen = 0;
      // What it said before the kill counts, read before or after; a half line does not.
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.matches("\\d+ [0-9a-f]{64}")) {
          last = line;
          if (++seen == lines) {
            process.toHandle().destroyForcibly();
          }
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return last.split(" ");
  }
}
