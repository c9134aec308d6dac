package org.patchbay.rules;

import java.util.function.Supplier;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy.PeerLimit;

/**
 * How fast one peer may send: a bucket that holds what a second brings. A message larger than that
 * passes when the bucket is full, and leaves it in debt. Confined to the node loop.
 */
final class PeerPace implements PeerLimit {
  /** Asked again after it, since by then another rule may hold, or none. */
  private static final long LONGEST_PAUSE = 10_000_000_000L;

  private static final double SECOND = 1e9;

  private final Supplier<Rulebook> rules;
  private Memo memo;

  /** The rule that holds of it; null for none. */
  private OneRule rule;

  private Action.Throttle rate;
  private double tokens;
  private long filledAt;

  PeerPace(Supplier<Rulebook> rules, PeerView peer, long now) {
    this.rules = rules;
    look(peer, now);
  }

  @Override
  public void look(PeerView peer, long now) {
    Rulebook book = rules.get();
    if (!book.throttles()) {
      memo = null;
      rule = null;
      return;
    }
    memo = book.memo(memo, peer);
    OneRule found = book.throttling(new Look(peer, now, memo));
    if (found != null && (rule == null || !found.action().equals(rate))) {
      rate = (Action.Throttle) found.action();
      tokens = rate.perSecond();
      filledAt = now;
    }
    rule = found;
  }

  @Override
  public RateLimit onMessage(String command, int bytes, long now) {
    if (rule == null || rule.over(now)) {
      return RateLimit.PASS;
    }
    double full = rate.perSecond();
    double cost = rate.bytes() ? bytes : 1;
    tokens = Math.min(full, tokens + full * Math.max(0, (double) now - filledAt) / SECOND);
    filledAt = Math.max(filledAt, now);
    double missing = Math.min(cost, full) - tokens;
    if (missing <= 0) {
      tokens -= cost;
      return RateLimit.PASS;
    }
    rule.hit();
    return new RateLimit.Pause(
        Math.max(1, (long) Math.min(LONGEST_PAUSE, Math.ceil(missing / full * SECOND))));
  }
}
