package org.patchbay.chain;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives turns on the chain lane, one after the other, each of which sees what those before it did.
 * Confined to the node loop, except for {@link #last}.
 *
 * <p>Rule: a brief turn is taken on the loop itself while the disk is prompt, any other one by a
 * worker. Why: two hand-overs between threads cost more than 2000 headers do, and a sync waits for
 * them once a message. A disk that holds up one write is not waited for again: for a while its
 * turns go to a worker. And a turn that hangs in the disk keeps the lock, so that a loop that was
 * renewed by its watchdog passes by.
 */
final class Turns {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final String LANE = "chain";

  private final Loop loop;
  private final Workers workers;
  private final BooleanSupplier prompt;
  private final ReentrantLock lock = new ReentrantLock();
  private int elsewhere;

  /**
   * @param prompt whether the disk has been fast of late
   */
  Turns(Loop loop, Workers workers, BooleanSupplier prompt) {
    this.loop = loop;
    this.workers = workers;
    this.prompt = prompt;
  }

  /**
   * Takes a turn. Its result comes in a later task of the loop, empty when it threw, and in the
   * order of the calls.
   *
   * @param brief whether it needs no more than a millisecond or two
   */
  <T> void take(boolean brief, Callable<T> work, Consumer<Optional<T>> answer) {
    if (brief && elsewhere == 0 && prompt.getAsBoolean() && lock.tryLock()) {
      Optional<T> result = here(work);
      loop.execute(() -> answer.accept(result));
    } else {
      elsewhere++;
      workers.run(LANE, () -> locked(work), new Elsewhere<>(answer));
    }
  }

  private <T> Optional<T> here(Callable<T> work) {
    try {
      return Optional.of(work.call());
    } catch (Exception cause) {
      return failed(cause);
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Callable<T> work) throws Exception {
    lock.lock();
    try {
      return work.call();
    } finally {
      lock.unlock();
    }
  }

  private static <T> Optional<T> failed(Exception cause) {
    LOG.error("headers could not be taken", cause);
    return Optional.empty();
  }

  /** Waits for the turn under way and closes what they work on. From any thread but the loop. */
  void last(Closeable end) throws IOException {
    lock.lock();
    try {
      end.close();
    } finally {
      lock.unlock();
    }
  }

  private final class Elsewhere<T> implements Workers.Answer<T> {
    private final Consumer<Optional<T>> answer;

    Elsewhere(Consumer<Optional<T>> answer) {
      this.answer = answer;
    }

    @Override
    public void done(T result) {
      elsewhere--;
      answer.accept(Optional.of(result));
    }

    @Override
    public void failed(Exception cause) {
      elsewhere--;
      answer.accept(Turns.failed(cause));
    }
  }
}
