package org.patchbay.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the node loop away from foreign code that does not return, or eats memory. Confined to its
 * own thread.
 *
 * <p>It looks several times per limit, often enough to catch a call that eats memory. Time counts
 * only as far as it came to run itself: when the whole machine or virtual machine stood still,
 * nobody is to blame.
 *
 * <p>It may itself find no memory, since whom it watches may have taken all: a look that fails for
 * want of memory has changed nothing and is made again, and a fresh thread that could not be
 * started is started at the next look.
 */
final class Watchdog implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final int LOOKS = 8;
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(125);
  private static final int BUSY_LIMITS = 10;

  private final NodeLoop loop;
  private long call;
  private long inside;
  private long allocated;
  private long step = -1;
  private long busy;
  private long last;

  /** Who lost the loop, while no fresh thread follows; null when none is due. */
  private Ward lost;

  private String lostAt;

  Watchdog(NodeLoop loop) {
    this.loop = loop;
    this.last = loop.now();
  }

  @Override
  public void run() {
    while (!loop.stopping()) {
      long tick = Math.min(TICK, loop.limitNanos() / LOOKS);
      LockSupport.parkNanos(this, tick);
      try {
        look(tick);
      } catch (OutOfMemoryError full) {
        LastWords.say(LOG, "the watchdog found no memory", full);
      }
    }
  }

  private void look(long tick) {
    long now = loop.now();
    long passed = Math.min(now - last, 2 * tick);
    last = now;
    if (lost != null) {
      follow();
    }
    long current = loop.watch().inside();
    boolean same = current != 0 && current == call;
    inside = same ? inside + passed : 0;
    call = current;
    long eaten = call == 0 ? 0 : Allocation.of(loop.owner());
    allocated = same ? allocated : eaten;
    if (inside >= loop.limitNanos() || eaten - allocated > PolicySlot.MOST_ALLOCATED) {
      takeOver(eaten - allocated);
    }
    long steps = loop.steps();
    busy = steps == step && !loop.resting() ? busy + passed : 0;
    step = steps;
    if (busy >= BUSY_LIMITS * loop.limitNanos()) {
      busy = 0;
      LOG.warn(
          "the node loop is busy with one step at {}", Stacks.top(loop.owner().getStackTrace()));
    }
  }

  private void takeOver(long eaten) {
    Thread stale = loop.owner();
    String where = Stacks.top(stale.getStackTrace());
    String what =
        "%s has been inside one foreign call for %d ms, has allocated %d MB there and loses the loop; it was at %s"
            .formatted(stale.getName(), TimeUnit.NANOSECONDS.toMillis(inside), eaten >> 20, where);
    lostAt = where;
    lost = loop.watch().abandon(call);
    inside = 0;
    call = 0;
    if (lost != null) {
      follow();
      stale.interrupt();
      LOG.error("{}", what);
    }
  }

  private void follow() {
    loop.follow(lost, lostAt);
    lost = null;
  }
}
