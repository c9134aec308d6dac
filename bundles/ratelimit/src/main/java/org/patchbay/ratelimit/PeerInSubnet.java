package org.patchbay.ratelimit;

import java.util.function.Supplier;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;

/** One peer, its own bucket and its group's. Confined to the node loop. */
final class PeerInSubnet implements PeerLimit {
  /** Asked again after it, since others of the group may leave more, and the limits may change. */
  private static final long LONGEST_PAUSE = 10_000_000_000L;

  private final Supplier<SubnetLimits> limits;
  private final Subnet subnet;
  private final Allowance own;

  PeerInSubnet(Supplier<SubnetLimits> limits, Subnet subnet, long now) {
    this.limits = limits;
    this.subnet = subnet;
    this.own = new Allowance(limits.get().peer(), 0, 0, 0, now);
  }

  @Override
  public RateLimit onMessage(String command, int bytes, long now) {
    SubnetLimits by = limits.get();
    boolean small = bytes <= by.peer().bytes().burst();
    long wait = small ? own.take(by.peer(), bytes, now) : Long.MAX_VALUE;
    if (wait > 0) {
      wait = Math.min(wait, subnet.take(by, bytes, now));
    }
    if (wait > 0 && !small) {
      wait = Math.min(wait, own.take(by.peer(), bytes, now)); // at last, in debt
    }
    return wait == 0 ? RateLimit.PASS : new RateLimit.Pause(Math.min(wait, LONGEST_PAUSE));
  }
}
