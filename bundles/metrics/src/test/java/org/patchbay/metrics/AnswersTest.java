package org.patchbay.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.metrics.Metrics.MessageRow;
import org.patchbay.api.observe.Observer.Item;
import org.patchbay.api.observe.Observer.Step;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.Hash256;

/** Readers on one thread, the loop on another. */
class AnswersTest {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final OneThread loop = new OneThread();

  /** A loop without timers on a thread of its own. */
  private final class OneThread implements Loop {
    private final RandomGenerator random = new SplittableRandom(1);
    private volatile Thread own;

    @Override
    public void execute(Runnable task) {
      thread.execute(
          () -> {
            own = Thread.currentThread();
            task.run();
          });
    }

    @Override
    public boolean inLoop() {
      return Thread.currentThread() == own;
    }

    @Override
    public long now() {
      return 0;
    }

    @Override
    public Instant wallTime() {
      return Instant.EPOCH;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
      throw new UnsupportedOperationException("no timers");
    }

    @Override
    public RandomGenerator random() {
      return random;
    }
  }

  @AfterEach
  void end() {
    thread.shutdownNow();
  }

  @Test
  void questionsAreAnsweredOnTheLoop() {
    Thread asked = new Answers(loop).of(Thread::currentThread);
    assertSame(loop.own, asked);
    assertSame(loop.own, new Answers(loop).of(() -> new Answers(loop).of(Thread::currentThread)));
  }

  @Test
  void whatAQuestionThrowsReachesWhoAsked() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                new Answers(loop)
                    .of(
                        () -> {
                          throw new IllegalArgumentException("7");
                        }));
    assertEquals("7", thrown.getCause().getMessage());
  }

  @Test
  void everyRowReadWhileTheLoopWritesIsWhole() {
    MessageMetrics metrics = new MessageMetrics(loop, FakeConfig.of(MessageMetrics.Config.class));
    FakePeer peer = FakePeer.inbound().established();
    AtomicBoolean enough = new AtomicBoolean();
    Runnable burst =
        new Runnable() {
          private int number;

          @Override
          public void run() {
            for (int i = 0; i < 1_000; i++, number++) {
              metrics.received(peer, "tx", 2, 500, number % 5_000, 100);
              Hash256 id = new Hash256(number, 0, 0, 0);
              metrics.spread(Item.TRANSACTION, id, Step.ACCEPTED, 0, number);
              metrics.spread(Item.TRANSACTION, id, Step.ANNOUNCED, 4, number + 7);
            }
            if (!enough.get()) {
              loop.execute(this);
            }
          }
        };
    loop.execute(burst);
    try {
      for (int read = 0; read < 100; read++) {
        List<MessageRow> rows = metrics.messages();
        for (MessageRow row : rows) {
          assertEquals(250 * row.received(), row.bytesIn());
          assertEquals(row.received(), 2 * row.queued().count());
          assertEquals(row.received(), row.handled().count());
        }
        metrics.recent(300).forEach(trace -> assertEquals(4, trace.announced()));
        assertTrue(metrics.announcedTo(4).max() <= 7);
      }
    } finally {
      enough.set(true);
    }
    assertTrue(metrics.toFirstAnnouncement().count() > 0);
  }
}
