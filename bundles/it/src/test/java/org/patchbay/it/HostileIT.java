package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;

/**
 * A node of small memory between an honest source and an honest sink, and strangers who want it to
 * fail: the honest transactions, parent after child, and the honest block still pass, and what is
 * bad goes nowhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileIT {
  private static final String HEAP = "192m";
  private static final long MOST_RESIDENT = 500_000_000;
  private static final int STRANGERS = 8;
  private static final long FEE = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private RegtestChain chain;
  private int spent;
  private BlockPeer source;
  private BlockPeer sink;
  private ChildNode node;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    chain = RegtestChain.from(System.currentTimeMillis() / 1000 - 3_600).mine(250);
    source = BlockPeer.listening(chain);
    sink = BlockPeer.listening(chain);
    node =
        ChildNode.limited(
            folder,
            HEAP,
            "true",
            "patchbay.engine.connect=" + source.address() + "," + sink.address());
    source.accept();
    sink.accept();
    EmbeddedNode.await("synced", () -> BlockStoreIT.served(node, chain) == chain.height());
    pass(chain, List.of());
  }

  @AfterAll
  void stop() throws IOException {
    node.close();
    source.close();
    sink.close();
  }

  @ParameterizedTest
  @EnumSource(Hostility.class)
  void theHonestPass(Hostility kind) throws Exception {
    Transaction parent = move(chain.reward(++spent), RegtestChain.rewardAt(spent));
    long value = parent.outputs().get(0).value();
    Transaction child = move(new OutPoint(parent.txid(), 0), value);
    int prize = ++spent;
    Siege siege = new Siege(kind, chain, parent, chain.reward(prize));
    int toldBefore = sink.told();
    long start = System.nanoTime();
    try {
      siege.begin();
      siege.settle();
      source.announce(child, parent);
      sink.awaitTransaction(parent.txid(), PATIENCE);
      sink.awaitTransaction(child.txid(), PATIENCE);
      pass(chain, List.of(parent, child));
    } finally {
      siege.end();
    }
    assertEquals(parent, sink.told(parent.txid()).orElseThrow(), "as it was given");
    int bad = sink.told() - toldBefore - 2;
    assertTrue(bad <= most(kind), bad + " transactions of the strangers were relayed");
    assertTrue(node.alive(), node.output());
    assertFalse(node.log().contains("OutOfMemory"), node.log());
    assertFalse(source.over() || sink.over(), "an honest connection ended");
    System.out.printf(
        "%s: %d rounds of %d strangers in %d ms, %d connections ended, %d MB resident%n",
        kind,
        siege.rounds.get(),
        STRANGERS,
        (System.nanoTime() - start) / 1_000_000,
        siege.ended.get(),
        node.resident() / 1_000_000);
    assertTrue(node.resident() < MOST_RESIDENT, node.resident() + " bytes resident");
  }

  /** How many transactions of such strangers are as good as others. */
  private static int most(Hostility kind) {
    return kind == Hostility.CONFLICTING_TRANSACTIONS ? 1 : 0;
  }

  private static Transaction move(OutPoint from, long value) {
    return Spends.move(from, value, FEE);
  }

  /** The source finds a block, and the sink is told of it. */
  private void pass(RegtestChain before, List<Transaction> transactions) throws IOException {
    RegtestChain grown = before.fork(before.height(), 0);
    grown.mine(transactions);
    sink.follow(grown);
    source.announce(grown);
    chain = grown;
    EmbeddedNode.await("the block passes", PATIENCE, () -> sink.announced(grown.tip()));
  }

  /** Strangers at work, each on a thread of its own, until told to end. */
  private final class Siege implements Hostility.Scene {
    final AtomicLong rounds = new AtomicLong();
    final AtomicLong ended = new AtomicLong();
    private final Hostility kind;
    private final RegtestChain known;
    private final Transaction honest;
    private final OutPoint coin;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Siege(Hostility kind, RegtestChain known, Transaction honest, OutPoint coin) {
      this.kind = kind;
      this.known = known;
      this.honest = honest;
      this.coin = coin;
    }

    void begin() {
      for (int i = 0; i < STRANGERS; i++) {
        Random random = new Random(i + 100L * kind.ordinal());
        Thread thread = new Thread(() -> attack(random), "stranger " + i);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
      }
    }

    /** Waits until every stranger had its say, or the node lets them wait. */
    void settle() {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
      while (rounds.get() < 2 * STRANGERS && System.nanoTime() < end) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }

    private void attack(Random random) {
      while (!over) {
        try (BlockPeer peer = kind.stranger(node.address())) {
          while (!over && !peer.over()) {
            kind.round(peer, this, random);
            rounds.incrementAndGet();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
          }
        } catch (IOException e) {
          // the node hung up, which is its right: the next connection goes on
        }
        ended.incrementAndGet();
      }
    }

    void end() throws InterruptedException {
      over = true;
      for (Thread thread : threads) {
        thread.join(10_000);
      }
    }

    @Override
    public RegtestChain chain() {
      return known;
    }

    @Override
    public Transaction honest() {
      return honest;
    }

    @Override
    public OutPoint coin() {
      return coin;
    }

    @Override
    public long value() {
      return RegtestChain.rewardAt(1);
    }
  }
}
