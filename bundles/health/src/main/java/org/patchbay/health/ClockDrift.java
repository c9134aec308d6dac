package org.patchbay.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** How far the wall clock moved against the monotonic one. Confined to the node loop. */
final class ClockDrift {
  /** What is longer ago is forgotten. */
  static final Duration WINDOW = Duration.ofMinutes(10);

  private final ArrayDeque<Look> looks = new ArrayDeque<>();

  /** The wall clock less the monotonic one, in seconds, at a loop time. */
  private record Look(long at, double difference) {}

  /** Seconds it moved since the oldest look within the window. */
  double moved(long now, Instant wall) {
    while (!looks.isEmpty() && now - looks.peek().at > WINDOW.toNanos()) {
      looks.remove();
    }
    double difference = wall.getEpochSecond() - now / 1e9 + wall.getNano() / 1e9;
    looks.add(new Look(now, difference));
    return difference - looks.peek().difference;
  }
}
