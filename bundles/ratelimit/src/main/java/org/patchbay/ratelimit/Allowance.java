package org.patchbay.ratelimit;

/** What one peer has left of one message class. Confined to the node loop. */
final class Allowance {
  private long messages;
  private long bytes;
  private long filledAt;

  /** An allowance of which something was used in the nanoseconds before {@code now}. */
  Allowance(Limit limit, long usedMessages, long usedBytes, long elapsed, long now) {
    messages = limit.messages().seeded(usedMessages, elapsed);
    bytes = limit.bytes().seeded(usedBytes, elapsed);
    filledAt = now;
  }

  /** Takes one message and answers 0, or takes nothing and answers the nanoseconds to wait. */
  long take(Limit limit, int size, long now) {
    long elapsed = Math.max(0, now - filledAt);
    filledAt += elapsed;
    messages = limit.messages().refilled(messages, elapsed);
    bytes = limit.bytes().refilled(bytes, elapsed);
    long wait = Math.max(limit.messages().delay(messages, 1), limit.bytes().delay(bytes, size));
    if (wait == 0) {
      messages -= Rate.TOKEN;
      bytes -= size * Rate.TOKEN;
    }
    return wait;
  }
}
