package org.patchbay.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.patchbay.api.loop.Loop;

/**
 * What is put down on the node loop on its way beside it, handed over in batches. Confined to the
 * node loop. What waits is bounded; beyond it things are left out and counted.
 */
final class Batches<T> {
  private static final int SIZE = 256;
  private static final int MOST_WAITING = 32_768;
  private static final Duration PACE = Duration.ofMillis(20);

  private final Loop loop;
  private final Aside aside;
  private final IntFunction<T[]> make;
  private final Taker<T> taker;
  private final AtomicLong waiting = new AtomicLong();
  private T[] batch;
  private int count;
  private int weight;
  private long leftOut;
  private long told;
  private boolean pacing;

  /** Takes a batch, beside the loop. */
  interface Taker<T> {
    /**
     * Takes it, and may clear it.
     *
     * @param count how many of them there are
     * @param missed how many were left out since the batch before
     */
    void take(T[] batch, int count, long missed);
  }

  Batches(Loop loop, Aside aside, IntFunction<T[]> make, Taker<T> taker) {
    this.loop = loop;
    this.aside = aside;
    this.make = make;
    this.taker = taker;
    this.batch = make.apply(SIZE);
  }

  /** Puts down one thing; {@code views} peers hang on it. */
  void put(T each, int views) {
    batch[count++] = each;
    weight += 1 + views;
    if (count == SIZE || weight >= SIZE) {
      handOver();
    } else if (!pacing) {
      pacing = true;
      loop.after(PACE, this::paced);
    }
  }

  /** One thing could not be put down. */
  void leaveOut() {
    leftOut++;
  }

  /** How many could not be put down, or handed over. */
  long leftOut() {
    return leftOut;
  }

  private void paced() {
    pacing = false;
    handOver();
  }

  /** Hands over what was put down so far. */
  void handOver() {
    if (count == 0) {
      return;
    }
    if (waiting.get() + weight > MOST_WAITING) {
      leftOut += count;
      drop();
      return;
    }
    T[] full = batch;
    int things = count;
    int heavy = weight;
    long missed = leftOut - told;
    told = leftOut;
    waiting.addAndGet(heavy);
    drop();
    aside.run(
        () -> {
          taker.take(full, things, missed);
          waiting.addAndGet(-heavy);
        });
  }

  /** Forgets what was put down and not handed over. */
  void drop() {
    batch = make.apply(SIZE);
    count = 0;
    weight = 0;
  }
}
