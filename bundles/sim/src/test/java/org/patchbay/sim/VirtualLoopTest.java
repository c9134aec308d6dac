package org.patchbay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Workers;

class VirtualLoopTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final List<String> log = new ArrayList<>();

  @Test
  void timersRunInOrderOfTimeAndThenOfQueueing() {
    loop.after(Duration.ofSeconds(2), () -> log.add("late"));
    loop.after(Duration.ofSeconds(1), () -> log.add("first"));
    loop.after(Duration.ofSeconds(1), () -> log.add("second"));
    loop.execute(() -> log.add("now"));

    loop.advance(Duration.ofMillis(1999));
    assertEquals(List.of("now", "first", "second"), log);
    loop.advance(Duration.ofMillis(1));
    assertEquals(List.of("now", "first", "second", "late"), log);
    assertEquals(Duration.ofSeconds(2).toNanos(), loop.now());
    assertEquals(Instant.parse("2026-01-01T00:00:02Z"), loop.wallTime());
  }

  @Test
  void aTaskSeesTheTimeAtWhichItWasDue() {
    loop.after(Duration.ofMillis(7), () -> log.add(String.valueOf(loop.now())));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of("7000000"), log);
  }

  @Test
  void aCancelledTimerDoesNotRun() {
    Cancellable timer = loop.after(Duration.ofSeconds(1), () -> log.add("ran"));
    timer.cancel();
    timer.cancel();
    loop.advance(Duration.ofSeconds(2));
    assertEquals(List.of(), log);
    assertEquals(0, loop.pending());
  }

  @Test
  void thoseLeftOfManyRunInOrderHoweverManyAreCancelled() {
    List<Cancellable> timers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String name = String.valueOf(i);
      timers.add(loop.after(Duration.ofMillis(i), () -> log.add(name)));
    }
    loop.advance(Duration.ofMillis(99));
    List<String> left = new ArrayList<>(log);
    for (int i = 0; i < timers.size(); i++) {
      if (i % 10 != 7) {
        timers.get(i).cancel();
      } else if (i > 99) {
        left.add(String.valueOf(i));
      }
    }
    assertEquals(100, log.size());
    assertEquals(90, loop.pending());
    loop.runUntilIdle();
    assertEquals(left, log);
    assertEquals(Duration.ofMillis(997).toNanos(), loop.now());
  }

  @Test
  void aTaskThatCancelsItselfHasRun() {
    List<Cancellable> itself = new ArrayList<>();
    itself.add(
        loop.after(
            Duration.ofSeconds(1),
            () -> {
              itself.get(0).cancel();
              log.add("ran");
            }));
    loop.after(Duration.ofSeconds(2), () -> log.add("after it"));
    loop.runUntilIdle();
    assertEquals(List.of("ran", "after it"), log);
    assertEquals(0, loop.pending());
  }

  @Test
  void runUntilStopsAtTheTaskThatMadeItTrue() {
    loop.after(Duration.ofSeconds(1), () -> log.add("a"));
    loop.after(Duration.ofSeconds(2), () -> log.add("b"));
    assertTrue(loop.runUntil(() -> log.contains("a"), Duration.ofSeconds(5)));
    assertEquals(Duration.ofSeconds(1).toNanos(), loop.now());
    assertFalse(loop.runUntil(() -> log.contains("c"), Duration.ofSeconds(5)));
    assertEquals(Duration.ofSeconds(6).toNanos(), loop.now());
  }

  @Test
  void anEndlessRunIsReported() {
    class Again implements Runnable {
      @Override
      public void run() {
        loop.execute(this);
      }
    }
    loop.execute(new Again());
    assertThrows(AssertionError.class, loop::runUntilIdle);
  }

  @Test
  void theSeedDecidesChance() {
    long first = loop.random().nextLong();
    assertEquals(first, new VirtualLoop(1).random().nextLong());
    assertFalse(first == new VirtualLoop(2).random().nextLong());
  }

  @Test
  void workersKeepTheOrderOfALaneAndRunLanesBesideEachOther() {
    Workers workers = new VirtualWorkers(loop, Duration.ofSeconds(1));
    workers.run("disk", () -> "a", logged());
    workers.run("disk", () -> "b", logged());
    workers.run("dns", () -> "c", logged());
    assertEquals(List.of(), log);
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of("a", "c"), log);
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of("a", "c", "b"), log);
  }

  @Test
  void whatTheWorkThrowsIsAnAnswer() {
    new VirtualWorkers(loop)
        .run(
            "disk",
            () -> {
              throw new java.io.IOException("no space left");
            },
            logged());
    loop.runUntilIdle();
    assertEquals(List.of("failed: no space left"), log);
  }

  private Workers.Answer<String> logged() {
    return new Workers.Answer<>() {
      @Override
      public void done(String result) {
        log.add(result);
      }

      @Override
      public void failed(Exception cause) {
        log.add("failed: " + cause.getMessage());
      }
    };
  }
}
