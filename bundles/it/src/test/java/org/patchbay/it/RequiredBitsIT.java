package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.patchbay.chain.Ancestry;
import org.patchbay.chain.Difficulty;
import org.patchbay.wire.Network;

/**
 * Required bits of 100,000 random header sequences, against the rules of bcoin (protocol-facts
 * §15.3).
 *
 * <p>bcoin knows neither signet nor testnet4. Its regtest has periods of 2016 headers and not of
 * 144 (protocol-facts §18.3), so that sequences there stay within the first 144 of a period: beyond
 * it the walk-back ends elsewhere. Real regtest chains have one difficulty, and no difference.
 */
class RequiredBitsIT {
  private static final int INTERVAL = 2016;
  private static final int REGTEST_INTERVAL = 144;
  private static final long BEGIN = 1_500_000_000L;

  private final SplittableRandom random = new SplittableRandom(17);

  @Test
  void mainnet() throws Exception {
    compare(Network.MAIN, "main", 0x1d00ffff, 40_000);
  }

  @Test
  void testnet3() throws Exception {
    compare(Network.TEST, "testnet", 0x1d00ffff, 40_000);
  }

  @Test
  void regtest() throws Exception {
    compare(Network.REGTEST, "regtest", 0x207fffff, 20_000);
  }

  private void compare(Network network, String theirName, int limit, int count) throws Exception {
    Difficulty difficulty = Difficulty.of(network);
    List<String> questions = new ArrayList<>();
    List<String> ours = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sequence sequence = sequence(network, limit);
      long time = sequence.time(sequence.parent) + random.nextLong(-300, 2700);
      questions.add(theirName + " " + sequence.parent + " " + time + sequence.text());
      ours.add("%08x".formatted(difficulty.required(sequence, sequence.parent, time)));
    }
    List<String> theirs = Bcoin.requiredBits(questions);

    assertEquals(count, theirs.size());
    Set<String> different = new HashSet<>();
    for (int i = 0; i < count; i++) {
      assertEquals(theirs.get(i), ours.get(i), questions.get(i));
      different.add(ours.get(i));
    }
    // Otherwise the sequences would say little.
    assertTrue(different.size() > count / 10, "different answers: " + different.size());
  }

  /** Headers of one period, of which only what the rules look at differs. */
  private Sequence sequence(Network network, int limit) {
    boolean regtest = network == Network.REGTEST;
    int first = INTERVAL * (1 + random.nextInt(400));
    int length = regtest ? REGTEST_INTERVAL : INTERVAL;
    boolean retarget = !regtest && random.nextInt(2) == 0;
    int parent = first + (retarget ? INTERVAL - 1 : random.nextInt(length - 1));
    long actual = random.nextInt(20) == 0 ? -5000 : random.nextLong(1L << 13 + random.nextInt(11));

    Sequence sequence = new Sequence(parent);
    int usual = random.nextInt(8) == 0 ? limit : bits(limit);
    sequence.add(first, usual, BEGIN);
    // Another time, so that a period that begins one header late is another period.
    sequence.add(first + 1, usual, BEGIN + random.nextInt(5000));
    int easy = network == Network.MAIN ? 0 : random.nextInt(4) * random.nextInt(12);
    int other = Math.max(first + 2, parent - easy - random.nextInt(3));
    if (other <= parent) {
      // Consensus has one difficulty within a period; the rules are asked whatever came before.
      sequence.add(other, random.nextBoolean() ? bits(limit) : limit, BEGIN + actual);
    }
    int late = parent - easy + 1;
    if (late > Math.max(first + 1, other) && late <= parent) {
      sequence.add(late, limit, BEGIN + actual);
    }
    return sequence;
  }

  /** Bits that are in minimal form and not above the limit. */
  private int bits(int limit) {
    int size = random.nextInt(0x08, (limit >>> 24) + 1);
    int most = size == limit >>> 24 ? limit & 0xffffff : 0x7fffff;
    return size << 24 | random.nextInt(0x8000, most + 1);
  }

  /** Headers in runs of the same bits and time. */
  private static final class Sequence implements Ancestry {
    private record Run(int from, int bits, long time) {}

    private final List<Run> runs = new ArrayList<>();
    private final int parent;

    Sequence(int parent) {
      this.parent = parent;
    }

    void add(int from, int bits, long time) {
      runs.add(new Run(from, bits, time));
    }

    @Override
    public int bits(int height) {
      return at(height).bits();
    }

    @Override
    public long time(int height) {
      return at(height).time();
    }

    private Run at(int height) {
      int run = runs.size() - 1;
      while (runs.get(run).from() > height) {
        run--;
      }
      return runs.get(run);
    }

    String text() {
      StringJoiner text = new StringJoiner(" ", " ", "");
      runs.forEach(run -> text.add("%d:%08x:%d".formatted(run.from(), run.bits(), run.time())));
      return text.toString();
    }
  }
}
