package org.patchbay.api.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The node loop: one thread on which sessions, protocols, every policy and the connection plan run.
 * Nothing blocks there and nothing there is locked. It is also the only source of time and chance,
 * so that a virtual loop can replace all three.
 */
@ProviderType
public interface Loop extends Executor {
  /** Queues a task; callable from any thread, in order per calling thread. */
  @Override
  void execute(Runnable task);

  /** True when the caller runs on this loop. */
  boolean inLoop();

  /** Monotonic time in nanoseconds; only differences mean something. From any thread. */
  long now();

  /** Wall-clock time. From any thread. */
  Instant wallTime();

  /** Runs a task on the loop once, not before {@code delay} has passed. From any thread. */
  Cancellable after(Duration delay, Runnable task);

  /** The node's source of chance. Confined to the node loop. */
  RandomGenerator random();
}
