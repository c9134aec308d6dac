package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.patchbay.api.loop.Cancellable;

@Timeout(30)
class NodeLoopTest {
  private final NodeLoop loop = new NodeLoop(Duration.ofMillis(100));

  @AfterEach
  void stop() {
    loop.stop();
  }

  @Test
  void tasksOfEachThreadRunInItsOrder() throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    int[] last = new int[threads];
    AtomicInteger disorder = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(threads * each);
    List<Thread> posters = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int mine = t;
      posters.add(
          new Thread(
              () -> {
                for (int i = 1; i <= each; i++) {
                  int number = i;
                  loop.execute(
                      () -> {
                        disorder.addAndGet(last[mine] == number - 1 && loop.inLoop() ? 0 : 1);
                        last[mine] = number;
                        all.countDown();
                      });
                }
              }));
    }
    posters.forEach(Thread::start);
    assertTrue(all.await(20, TimeUnit.SECONDS));
    assertEquals(0, disorder.get());
    assertFalse(loop.inLoop());
  }

  @Test
  void timersRunInTheOrderOfTheirTimesAndNotWhenCalledOff() throws InterruptedException {
    BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    loop.after(Duration.ofHours(1), () -> ran.add("never")).cancel();
    loop.execute(
        () -> {
          // In one step, so that however slow the machine is nothing falls due meanwhile.
          loop.after(Duration.ofMillis(30), () -> ran.add("late"));
          Cancellable never = loop.after(Duration.ofMillis(20), () -> ran.add("never"));
          loop.after(Duration.ofMillis(10), () -> ran.add("early"));
          never.cancel();
        });
    assertEquals("early", ran.poll(5, TimeUnit.SECONDS));
    assertEquals("late", ran.poll(5, TimeUnit.SECONDS));
  }

  @Test
  void whatATaskThrowsEndsNothing() throws InterruptedException {
    CountDownLatch after = new CountDownLatch(1);
    loop.execute(
        () -> {
          throw new AssertionError("expected by the test");
        });
    loop.execute(after::countDown);
    assertTrue(after.await(5, TimeUnit.SECONDS));
  }

  @Test
  void aCallThatDoesNotReturnLosesTheLoopAndTheStepRunsAgain() throws InterruptedException {
    AtomicBoolean release = new AtomicBoolean();
    AtomicReference<Thread> stale = new AtomicReference<>();
    AtomicReference<String> where = new AtomicReference<>();
    AtomicInteger afterwards = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    Watch watch = loop.watch();
    loop.execute(
        () -> {
          if (where.get() == null) {
            stale.set(Thread.currentThread());
            long ticket = watch.enter(where::set);
            while (!release.get()) {
              Thread.onSpinWait();
            }
            watch.exit(ticket);
            afterwards.incrementAndGet();
          }
          done.countDown();
        });
    CountDownLatch next = new CountDownLatch(1);
    loop.execute(next::countDown);

    assertTrue(done.await(10, TimeUnit.SECONDS));
    assertTrue(next.await(10, TimeUnit.SECONDS));
    assertNotNull(where.get());
    assertTrue(stale.get().isAlive());
    release.set(true);
    stale.get().join(5_000);
    assertFalse(stale.get().isAlive());
    assertEquals(0, afterwards.get());
  }

  @Test
  void aStepThatIsLongWithoutBeingForeignKeepsTheLoop() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          long begin = System.nanoTime();
          while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(300)) {
            Thread.onSpinWait();
          }
          if (loop.inLoop()) {
            done.countDown();
          }
        });
    assertTrue(done.await(10, TimeUnit.SECONDS));
  }

  @Test
  void manyShortForeignCallsAreNotTakenForALongOne() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Watch watch = loop.watch();
    AtomicInteger abandoned = new AtomicInteger();
    loop.execute(
        () -> {
          long begin = System.nanoTime();
          while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(400)) {
            long ticket = watch.enter(where -> abandoned.incrementAndGet());
            watch.exit(ticket);
          }
          done.countDown();
        });
    assertTrue(done.await(10, TimeUnit.SECONDS));
    assertEquals(0, abandoned.get());
  }
}
