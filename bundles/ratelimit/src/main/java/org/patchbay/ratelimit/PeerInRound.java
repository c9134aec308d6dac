package org.patchbay.ratelimit;

import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;

/** The deficit of one peer. Confined to the node loop. */
final class PeerInRound implements PeerLimit {
  private final FairRound round;

  /** Bytes that it may still send in the last round it took part in; below 0 what it owes. */
  private double deficit;

  private long seen = -1;

  PeerInRound(FairRound round) {
    this.round = round;
  }

  @Override
  public RateLimit onMessage(String command, int bytes, long now) {
    long number = round.at(now);
    if (number != seen) {
      round.join();
      double quantum = round.quantum();
      deficit = seen < 0 ? quantum : Math.min(quantum, deficit + (number - seen) * quantum);
      seen = number;
    }
    double cost = round.cost(bytes);
    boolean idle = round.idle(cost);
    if (!idle && deficit <= 0) {
      return new RateLimit.Pause(round.untilNext(now)); // however much it owes: it stays active
    }
    deficit -= idle ? 0 : cost;
    round.passed(cost);
    return RateLimit.PASS;
  }
}
