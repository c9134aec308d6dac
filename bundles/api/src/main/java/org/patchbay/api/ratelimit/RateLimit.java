package org.patchbay.api.ratelimit;

/** The answer of a rate limit policy. Immutable. */
public sealed interface RateLimit {
  /** Handle the message now. */
  record Pass() implements RateLimit {}

  /**
   * Handle it, and everything behind it, later: the peer's socket is not read meanwhile. Then the
   * policy is asked about it again.
   *
   * @param nanos until then, above 0; less than a millisecond counts as one, more than a minute as
   *     one
   */
  record Pause(long nanos) implements RateLimit {}

  /** Do not handle it; the next one is asked about. Of four commands alone, see the policy. */
  record Drop() implements RateLimit {}

  /**
   * End the connection. A breach of peers with {@code noban} and of manual ones, which stay; beyond
   * so many a minute nobody goes ({@code policy.disconnects.per.minute} of {@code
   * patchbay.engine}).
   *
   * @param detail one line with the values that mattered
   */
  record Disconnect(String detail) implements RateLimit {}

  /** The one {@link Pass}. */
  RateLimit PASS = new Pass();

  /** The one {@link Drop}. */
  RateLimit DROP = new Drop();
}
