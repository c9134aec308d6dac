package org.patchbay.engine;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.MockClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node loop on a thread of its own, and the watchdog that takes the loop away from foreign code
 * that does not return. Every thread of both is born here, and those of shadows.
 *
 * <p>Tasks from other threads wait in a queue without locks, which is drained whole: one wake-up
 * for many. What is running, what was drained and what is timed are fields and not locals, so that
 * a fresh thread can go on from them; the hand-over is described at {@link Watch}.
 */
@Component(
    name = "patchbay.loop",
    service = {Loop.class, MockClock.class})
@Designate(ocd = NodeLoop.Config.class)
public final class NodeLoop implements Loop, MockClock, Watched, Aside.Giver {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);
  private static final long IDLE = TimeUnit.SECONDS.toNanos(10);
  private static final long STOP_MILLIS = 2_000;

  /** What an operator may set. */
  @ObjectClassDefinition(name = "Node loop", description = "The one thread that owns meaning")
  public @interface Config {
    /** Limit of one foreign call. */
    @AttributeDefinition(
        name = "watchdog.millis",
        min = "50",
        max = "60000",
        description =
            "Milliseconds after which a policy or handler that has not returned loses the loop.")
    int watchdog_millis() default 1000;
  }

  private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final ArrayDeque<Runnable> drained = new ArrayDeque<>();
  private final TimerHeap timers = new TimerHeap();
  private final AtomicLong timerNumbers = new AtomicLong();
  private final AtomicBoolean parked = new AtomicBoolean();
  private final Watch watch = new Watch();
  private final Runnable cycle = this::cycle;
  private final MockTime mock = new MockTime();
  private final RandomGenerator random = new SecureRandom();
  private final Thread watchdog;
  private volatile long limitNanos;
  private volatile Thread owner;
  private volatile boolean stopping;
  private volatile long steps;
  private Runnable running;
  private int epoch;

  /** A running loop with the limit of a configuration. */
  @Activate
  public NodeLoop(Config config) {
    this(Duration.ofMillis(config.watchdog_millis()));
  }

  /** A running loop whose foreign calls have that long. */
  public NodeLoop(Duration limit) {
    limitNanos = limit.toNanos();
    owner = thread(cycle);
    watchdog = new Thread(new Watchdog(this), "patchbay-watchdog");
    watchdog.setDaemon(true);
    owner.start();
    watchdog.start();
  }

  @Modified
  void modified(Config config) {
    limit(Duration.ofMillis(config.watchdog_millis()));
  }

  /** Foreign calls have that long from now on. */
  void limit(Duration limit) {
    limitNanos = limit.toNanos();
    LockSupport.unpark(watchdog);
  }

  /** Ends both threads; tasks not yet begun are forgotten. */
  @Deactivate
  public void stop() {
    stopping = true;
    Thread last = owner;
    LockSupport.unpark(last);
    LockSupport.unpark(watchdog);
    if (inLoop()) {
      return;
    }
    try {
      last.join(STOP_MILLIS);
      watchdog.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void execute(Runnable task) {
    posted.add(task);
    if (parked.get() && parked.compareAndSet(true, false)) {
      LockSupport.unpark(owner);
    }
  }

  @Override
  public boolean inLoop() {
    return Thread.currentThread() == owner;
  }

  @Override
  public long now() {
    return mock.now(System.nanoTime());
  }

  @Override
  public Instant wallTime() {
    return mock.wall(Instant.now());
  }

  @Override
  public void set(long unixSeconds) {
    mock.set(unixSeconds, Instant.now());
    wake();
  }

  @Override
  public void forward(Duration by) {
    mock.forward(by);
    wake();
  }

  /** The loop looks at its timers again. */
  private void wake() {
    execute(() -> LOG.debug("the clock was moved"));
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    long due = now() + Math.max(0, delay.toNanos());
    Timer timer = new Timer(due, timerNumbers.getAndIncrement(), task, this);
    if (inLoop()) {
      timers.add(timer);
    } else {
      execute(() -> admit(timer));
    }
    return timer;
  }

  private void admit(Timer timer) {
    if (!timer.cancelled()) {
      timers.add(timer);
    }
  }

  void forget(Timer timer) {
    if (inLoop()) {
      timers.remove(timer);
    } else {
      execute(() -> timers.remove(timer));
    }
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Watch watch() {
    return watch;
  }

  @Override
  public Aside aside(String name) {
    return new SideThread(
        body -> {
          Thread thread = new Thread(body, "patchbay-" + name);
          thread.setDaemon(true);
          return thread;
        });
  }

  long limitNanos() {
    return limitNanos;
  }

  boolean stopping() {
    return stopping;
  }

  /** The thread that has the loop. */
  Thread owner() {
    return owner;
  }

  /** Steps begun so far. */
  long steps() {
    return steps;
  }

  /** Whether it waits for work. */
  boolean resting() {
    return parked.get();
  }

  private Thread thread(Runnable body) {
    int number = ++epoch;
    Thread thread = new Thread(() -> live(body), "patchbay-loop-" + number);
    thread.setDaemon(true);
    return thread;
  }

  private void live(Runnable body) {
    Runnable next = body;
    while (next != null) {
      try {
        next.run();
        next = null;
      } catch (Abandoned gone) {
        LOG.info("{} returned from its foreign call and ends", Thread.currentThread().getName());
        next = null;
      } catch (OutOfMemoryError full) {
        LastWords.say(LOG, "the node loop ran out of memory between two steps", full);
        next = cycle;
      }
    }
  }

  private void cycle() {
    while (!stopping) {
      for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
        drained.add(task);
      }
      for (Runnable task = drained.poll(); task != null && !stopping; task = drained.poll()) {
        step(task);
      }
      fire();
      rest();
    }
  }

  private void fire() {
    long now = now();
    for (Timer timer = timers.peek();
        timer != null && timer.due - now <= 0 && !stopping;
        timer = timers.peek()) {
      timers.remove(timer);
      if (!timer.cancelled()) {
        step(timer.task);
      }
    }
  }

  private void rest() {
    parked.set(true);
    if (posted.isEmpty() && !stopping) {
      Timer next = timers.peek();
      long wait = next == null ? IDLE : Math.min(IDLE, next.due - now());
      if (wait > 0) {
        LockSupport.parkNanos(this, wait);
      }
    }
    parked.set(false);
  }

  private void step(Runnable task) {
    running = task;
    steps = steps + 1;
    try {
      task.run();
    } catch (Abandoned gone) {
      throw gone;
    } catch (Throwable escaped) {
      LastWords.say(LOG, "a step of the node loop failed", escaped);
    }
    running = null;
  }

  /** A fresh thread takes the loop; may be called again where it failed. By the watchdog. */
  void follow(Ward lost, String where) {
    Thread fresh = thread(() -> resume(lost, where));
    owner = fresh;
    fresh.start();
  }

  /** Goes on where another thread was lost: the same step again, which now goes another way. */
  private void resume(Ward ward, String where) {
    Runnable abandoned = running;
    step(() -> ward.abandoned(where));
    if (abandoned != null) {
      step(abandoned);
    }
    cycle();
  }
}
