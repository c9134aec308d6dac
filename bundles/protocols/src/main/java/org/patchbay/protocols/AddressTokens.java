package org.patchbay.protocols;

/**
 * How many addresses one peer may still tell us (protocol-facts §12.8). Confined to the node loop.
 *
 * <p>Rule: one at first, one more every ten seconds, at most 1000 saved up; 1000 more for a getaddr
 * of ours. Why: addresses are cheap to invent and each one displaces another or is passed on.
 */
final class AddressTokens {
  static final double PER_SECOND = 0.1;
  static final double MAX_SAVED = 1_000;

  private double tokens = 1;
  private long refilledAt;

  AddressTokens(long now) {
    refilledAt = now;
  }

  void add(int more) {
    tokens += more;
  }

  /** The cap holds for what time adds, not for what a getaddr granted. */
  void refill(long now) {
    if (tokens < MAX_SAVED) {
      tokens = Math.min(MAX_SAVED, tokens + (now - refilledAt) / 1e9 * PER_SECOND);
    }
    refilledAt = now;
  }

  boolean take() {
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
