package org.patchbay.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.patchbay.admission.CoreAdmission;
import org.patchbay.admission.SelectiveAdmission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.node.Environment;
import org.patchbay.api.node.Shadow;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.record.Recorder;
import org.patchbay.api.relay.RelayPolicy;
import org.patchbay.api.scoring.ScoringPolicy;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.engine.Engine;
import org.patchbay.engine.EngineSettings;
import org.patchbay.engine.NodeLoop;
import org.patchbay.engine.WorkerPool;
import org.patchbay.eviction.ProtectedEviction;
import org.patchbay.eviction.ScoredEviction;
import org.patchbay.misbehaviour.CoreMisbehaviour;
import org.patchbay.misbehaviour.WeightedMisbehaviour;
import org.patchbay.ratelimit.BucketRateLimit;
import org.patchbay.ratelimit.CoreRateLimit;
import org.patchbay.record.NodeRecorder;
import org.patchbay.relay.CoreRelay;
import org.patchbay.relay.ScoreRelay;
import org.patchbay.scoring.NoScoring;
import org.patchbay.scoring.WeightedScoring;
import org.patchbay.sim.FakeConfig;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Unknown;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/**
 * What policies that are tried, or a recording, cost the node loop: its CPU time for each message
 * while the rivals of all six slots are tried, and while none is, in turns.
 *
 * <p>CPU time of the loop's thread and not the clock: the shadows' own threads take what is left of
 * the machine, and other programs do, too. A round is 500 turns in which each of the peers pings
 * eight times and says one thing that nobody knows; a transaction is offered in each, and every
 * fourth turn somebody wants a slot where all are taken. The first argument is the number of peers,
 * 500 unless told, the second that of pairs of rounds, 20 unless told; with {@code record} as the
 * third a recording is made in place of the trials.
 */
public final class ShadowCost {
  private static final int TURNS = 500;
  private static final int PINGS = 8;
  private static final Map<String, String> RIVALS =
      Map.of(
          "shadow.admission", "selective",
          "shadow.ratelimit", "bucket",
          "shadow.scoring", "weighted",
          "shadow.misbehaviour", "weighted",
          "shadow.eviction", "scored",
          "shadow.relay", "score");

  private final NodeLoop loop = new NodeLoop(Duration.ofSeconds(30));
  private final WorkerPool workers = new WorkerPool(loop);
  private final Crowd.Ear ear = new Crowd.Ear();
  private final List<MuteLink> links = new ArrayList<>();
  private final List<Mempool.Entry> offers = Offers.of(20_000);
  private final Engine engine;
  private final int peers;
  private final boolean recording;
  private final NodeRecorder recorder;
  private int hosts;
  private int offered;
  private int recordings;
  private Recorder.Recording last;

  /** Messages of peers so far; written on the loop, read while it rests. */
  private volatile long said;

  private ShadowCost(int peers, boolean recording, Path folder) {
    this.peers = peers;
    this.recording = recording;
    Environment environment = new Crowd.Folder(Network.REGTEST, folder, "0");
    engine = new Engine(loop, workers, environment, ear, settings(Map.of()));
    recorder = new NodeRecorder(loop, environment, engine.proceedings());
    engine.add(new Crowd.Greeting());
    engine.add(new Answering());
    policies();
    engine.start();
    onLoop(() -> {});
  }

  private EngineSettings settings(Map<String, String> shadows) {
    Map<String, Object> values = new HashMap<>(shadows);
    values.put("listen", new String[] {"127.0.0.1"});
    values.put("max.inbound", peers);
    values.put("policy.budget.micros", 1_000_000);
    values.put("policy.disconnects.per.minute", 1);
    return EngineSettings.of(Network.REGTEST, values);
  }

  private void policies() {
    add(AdmissionPolicy.class, new CoreAdmission(of(CoreAdmission.Config.class)), "core", 0);
    add(
        AdmissionPolicy.class,
        new SelectiveAdmission(of(SelectiveAdmission.Config.class)),
        "selective",
        -1);
    add(RateLimitPolicy.class, new CoreRateLimit(), "core", 0);
    add(RateLimitPolicy.class, new BucketRateLimit(of(BucketRateLimit.Config.class)), "bucket", -1);
    add(ScoringPolicy.class, new NoScoring(), "none", 0);
    add(ScoringPolicy.class, new WeightedScoring(of(WeightedScoring.Config.class)), "weighted", -1);
    add(MisbehaviourPolicy.class, new CoreMisbehaviour(), "core", 0);
    add(
        MisbehaviourPolicy.class,
        new WeightedMisbehaviour(of(WeightedMisbehaviour.Config.class)),
        "weighted",
        -1);
    add(EvictionPolicy.class, new ProtectedEviction(), "core", 0);
    add(EvictionPolicy.class, new ScoredEviction(), "scored", -1);
    add(RelayPolicy.class, new CoreRelay(of(CoreRelay.Config.class)), "core", 0);
    add(RelayPolicy.class, new ScoreRelay(of(ScoreRelay.Config.class)), "score", -1);
  }

  private static <A extends java.lang.annotation.Annotation> A of(Class<A> config) {
    return FakeConfig.of(config);
  }

  private <P> void add(Class<P> kind, P policy, String name, int ranking) {
    engine.add(kind, policy, name, ranking, ranking + 2);
  }

  /** Answers pings, reports what a node would, and takes part in relay. */
  private static final class Answering implements Protocol {
    @Override
    public String name() {
      return "answering";
    }

    @Override
    public boolean relaysTransactions() {
      return true;
    }

    @Override
    public boolean appliesTo(PeerView peer) {
      return true;
    }

    @Override
    public void attach(Session session) {
      session.announcements().begin(true);
      session.on(
          Ping.class,
          ping -> {
            session.send(new Pong(ping.nonce()));
            if (ping.nonce() == 0) {
              session.report(Fact.latency(40_000_000));
            }
          });
    }
  }

  private void onLoop(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          task.run();
          done.complete(null);
        });
    done.join();
  }

  private MuteLink enter() {
    int number = hosts++;
    String host = "11." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
    MuteLink link = new MuteLink(new InetSocketAddress(host, 1));
    NetworkAddress nowhere = NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);
    link.inbox.add(
        new Version(70016, 0xc09, 0, 0, nowhere, 0xc09, nowhere, 5, "/Test:1/", 7, true));
    link.inbox.add(Verack.INSTANCE);
    ear.events.opened(link);
    return link;
  }

  private void turn(int number) {
    List<Message> words = new ArrayList<>();
    for (int i = 0; i < PINGS; i++) {
      words.add(new Ping(i));
    }
    words.add(new Unknown("strange", new byte[0]));
    links.removeIf(link -> link.closed);
    for (MuteLink link : links) {
      link.inbox.addAll(words);
      ear.events.readable(link);
      said += words.size();
    }
    engine.relay().offer(offers.get(offered++ % offers.size()));
    if (number % 4 == 0) {
      enter(); // mostly refused: one eviction a minute is carried out
    }
  }

  /** CPU time of the loop for each message, in nanoseconds. */
  private double round(boolean beside) {
    if (recording && beside) {
      recorder.start(List.of(), "cost" + ++recordings + ".pbr", 1L << 30);
    } else {
      engine.configure(settings(beside ? RIVALS : Map.of()));
    }
    round(); // a load for which fewer peers may have to be followed first
    double cost = round();
    if (recording && beside) {
      last = recorder.stop();
    }
    return cost;
  }

  private double round() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] thread = new long[1];
    onLoop(() -> thread[0] = Thread.currentThread().getId());
    long before = said;
    long begin = threads.getThreadCpuTime(thread[0]);
    for (int i = 0; i < TURNS; i++) {
      int number = i;
      onLoop(() -> turn(number));
      drain();
    }
    return (double) (threads.getThreadCpuTime(thread[0]) - begin) / (said - before);
  }

  private void drain() {
    boolean[] empty = new boolean[1];
    while (!empty[0]) {
      onLoop(() -> empty[0] = links.stream().allMatch(link -> link.closed || link.inbox.isEmpty()));
    }
  }

  private void run(int pairs) {
    onLoop(
        () -> {
          for (int i = 0; i < peers; i++) {
            links.add(enter());
          }
        });
    drain();
    double[] without = new double[pairs];
    double[] with = new double[pairs];
    double[] more = new double[pairs];
    for (int i = -2; i < pairs; i++) {
      double off = round(false);
      double on = round(true);
      if (i >= 0) {
        without[i] = off;
        with[i] = on;
        more[i] = 100 * (on / off - 1);
      }
    }
    for (Shadow each : engine.shadows()) {
      System.out.printf(
          "%-12s %-9s %9d compared, %8d differ, %6d left out, mean %d ns, %s%n",
          each.slot(),
          each.policy(),
          each.compared(),
          each.differed(),
          each.leftOut(),
          each.meanNanos(),
          each.state());
    }
    if (last != null) {
      System.out.println(last);
    }
    Arrays.sort(more);
    System.out.printf(
        "ShadowCost: %d peers, CPU of the node loop for a message: %.0f ns alone, %.0f ns with"
            + " %s (medians of %d); a pair differs by %.1f %% (median), %.1f to %.1f (quartiles)%n",
        peers,
        median(without),
        median(with),
        recording ? "a recording" : "six shadows",
        pairs,
        median(more),
        more[pairs / 4],
        more[pairs * 3 / 4]);
    engine.stop();
    workers.stop();
    loop.stop();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws IOException {
    int peers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    boolean recording = arguments.length > 2 && arguments[2].equals("record");
    new ShadowCost(peers, recording, Files.createTempDirectory("cost")).run(pairs);
  }
}
