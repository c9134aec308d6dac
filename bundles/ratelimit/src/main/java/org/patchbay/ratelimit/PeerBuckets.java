package org.patchbay.ratelimit;

import java.util.Map;
import java.util.function.Supplier;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.PeerView.MessageCount;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;

/** The buckets of one peer. Confined to the node loop. Allocates nothing for what passes. */
final class PeerBuckets implements PeerLimit {
  /** Asked again after it, so that a changed configuration is in force soon. */
  private static final long LONGEST_PAUSE = 10_000_000_000L;

  private final Supplier<Limits> limits;
  private final Allowance[] allowances;
  private final boolean addrUnlimited;

  PeerBuckets(Supplier<Limits> limits, PeerView peer, long now) {
    this.limits = limits;
    this.allowances = seed(limits.get(), peer, now);
    this.addrUnlimited = peer.permissions().contains(Permission.ADDR);
  }

  private static Allowance[] seed(Limits limits, PeerView peer, long now) {
    MessageClass[] classes = MessageClass.values();
    double[] messages = new double[classes.length];
    double[] bytes = new double[classes.length];
    for (Map.Entry<String, MessageCount> entry : peer.received().entrySet()) {
      int index = MessageClass.of(entry.getKey()).ordinal();
      messages[index] += entry.getValue().messages();
      bytes[index] += entry.getValue().bytes();
    }
    Allowance[] seeded = new Allowance[classes.length];
    for (int i = 0; i < seeded.length; i++) {
      seeded[i] =
          new Allowance(
              limits.of(classes[i]),
              (long) messages[i],
              (long) bytes[i],
              now - peer.connectedAt(),
              now);
    }
    return seeded;
  }

  @Override
  public RateLimit onMessage(String command, int bytes, long now) {
    MessageClass kind = MessageClass.of(command);
    if (kind == MessageClass.ADDR && addrUnlimited) {
      return RateLimit.PASS;
    }
    Limits limit = limits.get();
    long wait = allowances[kind.ordinal()].take(limit.of(kind), bytes, now);
    if (wait == 0) {
      return RateLimit.PASS;
    }
    return limit.drops(command)
        ? RateLimit.DROP
        : new RateLimit.Pause(Math.min(wait, LONGEST_PAUSE));
  }
}
