package org.patchbay.api.ratelimit;

/** The answer of a rate limit policy. Immutable. */
public sealed interface RateLimit {
  /** Handle the message now. */
  record Pass() implements RateLimit {}

  /** Handle it, and everything behind it, not before this many nanoseconds have passed. */
  record Pause(long nanos) implements RateLimit {}

  /** Do not handle it. */
  record Drop() implements RateLimit {}

  /** End the connection. */
  record Disconnect(String detail) implements RateLimit {}

  /** The one {@link Pass}. */
  RateLimit PASS = new Pass();

  /** The one {@link Drop}. */
  RateLimit DROP = new Drop();
}
