package org.patchbay.bench.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.patchbay.api.record.Recorder;
import org.patchbay.codec.StandardCodec;
import org.patchbay.eviction.ProtectedEviction;
import org.patchbay.record.NodeRecorder;
import org.patchbay.scoring.WeightedScoring;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualNetwork;

/**
 * Makes a recording of a whole node on virtual time: honest peers hold the slots, and a crowd wants
 * them too. Its arguments are the folder of the recording, the inbound slots (1000) and the minutes
 * (60); {@code patchbay replay} reads what it makes.
 */
public final class Hour {
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration LATENCY = Duration.ofMillis(5);
  private static final long SEED = 7;
  private static final long MAX = 4L << 30;

  private Hour() {}

  /** Makes it. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int slots = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    int minutes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
    long begin = System.nanoTime();
    Recorder.Recording made = record(folder, slots, Duration.ofMinutes(minutes));
    System.out.printf(
        "%s: %,d bytes, %,d questions, %,d missed, made in %.0f s%n",
        made.file(),
        Files.size(made.file()),
        made.questions(),
        made.missed(),
        (System.nanoTime() - begin) / 1e9);
  }

  /** A recording of so many slots over so long, all of them taken after a tenth of the time. */
  static Recorder.Recording record(Path folder, int slots, Duration length) throws IOException {
    VirtualLoop loop = new VirtualLoop(SEED);
    RandomGenerator random = new SplittableRandom(~SEED);
    VirtualNetwork network = new VirtualNetwork(loop).latency(LATENCY).codec(new StandardCodec());
    WeightedScoring scoring = new WeightedScoring(FakeConfig.of(WeightedScoring.Config.class));
    Work work = new Work();
    NodeRecorder recorder;
    try (Victim victim =
        new Victim(network, slots, "core", new ProtectedEviction(), "weighted", scoring, work)) {
      recorder = victim.recorder(folder);
      loop.runDue();
      recorder.start(List.of(), "hour-" + slots + ".pbr", MAX);
      Crowds crowds = new Crowds(network, random, victim.address());
      Honest honest = new Honest(random, length);
      Attack mixed = Attacks.ALL.get("mixed").get();
      Duration arrival = length.dividedBy(10);
      List<Host> peers = crowds.honest(slots, arrival, honest);
      List<Host> rivals =
          crowds.hostile(Math.max(16, slots / 20), mixed.groups(), length.dividedBy(2), mixed);
      Transactions transactions =
          new Transactions(
              loop,
              victim.blocks.coinMap(),
              victim.mempool,
              tx -> {
                mixed.made(tx, rivals);
                honest.made(tx, peers);
              });
      for (Duration at = Duration.ZERO; at.compareTo(length) < 0; at = at.plus(STEP)) {
        loop.advance(STEP);
      }
      System.out.printf("%.0f %% of the transactions came late%n", transactions.late(0));
    }
    return recorder.last().orElseThrow(); // The end of the node is its end.
  }
}
