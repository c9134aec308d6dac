package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.sim.VirtualLoop;

class LagProbeTest {
  private final VirtualLoop virtual = new VirtualLoop(1);
  private long late;

  /** A loop that is late by what a test says. */
  private final Loop loop =
      new Loop() {
        @Override
        public void execute(Runnable task) {
          virtual.execute(task);
        }

        @Override
        public boolean inLoop() {
          return true;
        }

        @Override
        public long now() {
          return virtual.now() + late;
        }

        @Override
        public Instant wallTime() {
          return virtual.wallTime();
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
          return virtual.after(delay, task);
        }

        @Override
        public RandomGenerator random() {
          return virtual.random();
        }
      };

  private final LagProbe probe = new LagProbe(loop);

  @Test
  void aLoopInTimeHasNoLag() {
    probe.start();
    virtual.advance(Duration.ofSeconds(10));
    assertEquals(0, probe.take());
  }

  @Test
  void aTimerThatComesLateIsMeasured() {
    probe.start();
    late = 300;
    virtual.advance(Duration.ofSeconds(5));
    assertEquals(300, probe.take(), "once: the next timers begin from then");
    assertEquals(0, probe.take());
  }

  @Test
  void aTaskThatWaitsBehindOthersIsMeasured() {
    virtual.after(Duration.ofSeconds(1), () -> virtual.execute(() -> late += 70));
    probe.start();
    virtual.advance(Duration.ofMillis(1_500));
    assertEquals(70, probe.take());
  }

  @Test
  void nothingIsLeftWhenItStops() {
    probe.start();
    virtual.advance(Duration.ofSeconds(3));
    probe.stop();
    assertEquals(0, virtual.pending());
  }
}
