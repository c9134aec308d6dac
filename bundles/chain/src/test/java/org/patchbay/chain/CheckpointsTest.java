package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bitcoinj.core.CheckpointManager;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** The first header of every difficulty period, as bitcoinj ships them: real retargets. */
class CheckpointsTest {
  private record Checkpoint(BigInteger chainWork, int height, BlockHeader header) {}

  @Test
  void everyRealRetargetOfMainnetIsPermittedAndSumsUp() throws IOException {
    assertTrue(transitions(Network.MAIN, "org.bitcoin.production.checkpoints.txt") > 400);
  }

  @Test
  void everyRealRetargetOfSignetIsPermittedAndSumsUp() throws IOException {
    assertTrue(transitions(Network.SIGNET, "org.bitcoin.signet.checkpoints.txt") > 50);
  }

  private static int transitions(Network network, String name) throws IOException {
    Difficulty difficulty = Difficulty.of(network);
    List<Checkpoint> checkpoints = read(name);
    for (Checkpoint checkpoint : checkpoints) {
      Target target = Target.of((int) checkpoint.header().bits());
      assertTrue(target.within(ChainParams.of(network).limit()));
      assertTrue(target.metBy(checkpoint.header().hash()));
    }
    for (int i = 1; i < checkpoints.size(); i++) {
      Checkpoint first = checkpoints.get(i - 1);
      Checkpoint next = checkpoints.get(i);
      int old = (int) first.header().bits();
      int bits = (int) next.header().bits();
      assertEquals(first.height() + 2016, next.height());
      assertTrue(difficulty.permitted(next.height(), old, bits), "height " + next.height());
      // The last header of the period has about the time of the next one, a few hours off at most.
      long actual = next.header().time() - first.header().time();
      assertTrue(near(difficulty, old, actual, bits), "height " + next.height());
      assertEquals(
          next.chainWork(),
          first.chainWork().add(work(old).multiply(BigInteger.valueOf(2015))).add(work(bits)));
    }
    return checkpoints.size() - 1;
  }

  private static boolean near(Difficulty difficulty, int old, long actual, int bits) {
    UInt256 least = Target.of(difficulty.retarget(old, actual - 30_000)).value();
    UInt256 most = Target.of(difficulty.retarget(old, actual + 30_000)).value();
    UInt256 target = Target.of(bits).value();
    return target.compareTo(least) >= 0 && target.compareTo(most) <= 0;
  }

  private static BigInteger work(int bits) {
    return Target.of(bits).work().toBigInteger();
  }

  /** Lines of base64: 12 or 32 bytes of work, a height, a header; big endian but for the last. */
  private static List<Checkpoint> read(String name) throws IOException {
    List<Checkpoint> checkpoints = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                CheckpointManager.class.getResourceAsStream("/" + name),
                StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.length() > 100) {
          byte[] bytes = Base64.getDecoder().decode(line);
          int work = bytes.length - 4 - BlockHeader.SIZE;
          checkpoints.add(
              new Checkpoint(
                  new BigInteger(1, bytes, 0, work),
                  ByteBuffer.wrap(bytes).getInt(work),
                  BlockHeader.of(bytes, work + 4)));
        }
      }
    }
    return checkpoints;
  }
}
