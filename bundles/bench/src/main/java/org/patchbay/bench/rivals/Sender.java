package org.patchbay.bench.rivals;

import java.time.Duration;
import java.util.ArrayDeque;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.NetworkAddress;

/**
 * A peer that sends transactions: what its limit does not let pass waits, and everything behind it.
 * A sender of which much waits stops, as TCP has it. Confined to one thread.
 */
final class Sender {
  private static final int MODEST_BYTES = 500;
  private static final Duration MODEST_PERIOD = Duration.ofMillis(200);

  /** Nanoseconds of a byte on a greedy one's line. */
  private static final long GREEDY_BYTE = 400;

  /** Messages that wait at the node and on the way. */
  private static final int WINDOW = 100;

  private final VirtualLoop loop;
  private final Desk desk;
  private final PeerLimit limit;
  private final int bytes;
  private final Duration period;
  private final ArrayDeque<Long> waiting = new ArrayDeque<>();

  /** Nanoseconds that the node has left for it in this round; below 0 what it took too much. */
  long credit;

  private boolean paused;
  private long offered;
  private long handled;
  private long longestWait;

  private Sender(Desk desk, PeerLimit limit, int bytes, Duration period) {
    this.loop = desk.loop;
    this.desk = desk;
    this.limit = limit;
    this.bytes = bytes;
    this.period = period;
    desk.add(this);
    loop.after(Duration.ofNanos(loop.random().nextLong(period.toNanos())), this::send);
  }

  static Sender modest(Desk desk, RateLimitPolicy policy, int number, long group) {
    return new Sender(desk, limit(desk, policy, number, group), MODEST_BYTES, MODEST_PERIOD);
  }

  static Sender greedy(Desk desk, RateLimitPolicy policy, int number, long group, int bytes) {
    Duration period = Duration.ofNanos(bytes * GREEDY_BYTE);
    return new Sender(desk, limit(desk, policy, number, group), bytes, period);
  }

  private static PeerLimit limit(Desk desk, RateLimitPolicy policy, int id, long group) {
    FakePeer peer =
        FakePeer.inbound()
            .established()
            .id(id)
            .address(NetworkAddress.parse("20." + id + ".0.1:8333"))
            .keyedNetGroup(group);
    return policy.open(peer, desk.loop.now());
  }

  private void send() {
    loop.after(period, this::send);
    if (waiting.size() < WINDOW) {
      offered += bytes;
      waiting.add(loop.now());
      desk.serve();
    }
  }

  /** Bytes of its first message when that may be handled now, else 0. */
  int take() {
    while (!paused && !waiting.isEmpty()) {
      RateLimit answer = limit.onMessage("tx", bytes, loop.now());
      if (answer instanceof RateLimit.Pause pause) {
        paused = true;
        loop.after(Duration.ofNanos(pause.nanos()), this::again);
        return 0;
      }
      long sent = waiting.remove();
      if (answer == RateLimit.PASS) {
        handled += bytes;
        longestWait = Math.max(longestWait, loop.now() - sent);
        return bytes;
      }
    }
    return 0;
  }

  private void again() {
    paused = false;
    desk.serve();
  }

  /** Bytes that it would have liked to send and that were taken from it. */
  long offered() {
    return offered;
  }

  /** Bytes that were handled. */
  long handled() {
    return handled;
  }

  /** Nanoseconds that a message waited until it was handled. */
  long longestWait() {
    return longestWait;
  }
}
