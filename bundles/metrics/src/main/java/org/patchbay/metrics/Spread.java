package org.patchbay.metrics;

import java.util.OptionalLong;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.observe.Observer.Item;
import org.patchbay.wire.Hash256;

/** How one transaction or block spread up to one moment. Immutable. */
final class Spread implements Metrics.Trace {
  private final Item item;
  private final Hash256 id;
  private final long acceptedAt;
  private final long[] announced;
  private final long[] requested;

  /**
   * Of times by power of two, -1 for what did not happen.
   *
   * @param announced owned from now on
   * @param requested owned from now on
   */
  Spread(Item item, Hash256 id, long acceptedAt, long[] announced, long[] requested) {
    this.item = item;
    this.id = id;
    this.acceptedAt = acceptedAt;
    this.announced = announced;
    this.requested = requested;
  }

  @Override
  public Item item() {
    return item;
  }

  @Override
  public Hash256 id() {
    return id;
  }

  @Override
  public long acceptedAt() {
    return acceptedAt;
  }

  @Override
  public OptionalLong announcedTo(int peers) {
    return at(announced, peers);
  }

  @Override
  public OptionalLong requestedBy(int peers) {
    return at(requested, peers);
  }

  @Override
  public int announced() {
    return reached(announced);
  }

  @Override
  public int requested() {
    return reached(requested);
  }

  private static OptionalLong at(long[] times, int peers) {
    if (Integer.bitCount(peers) != 1 || peers < 0) {
      return OptionalLong.empty();
    }
    int step = Integer.numberOfTrailingZeros(peers);
    return step < times.length && times[step] >= 0
        ? OptionalLong.of(times[step])
        : OptionalLong.empty();
  }

  private static int reached(long[] times) {
    int steps = 0;
    while (steps < times.length && times[steps] >= 0) {
      steps++;
    }
    return steps == 0 ? 0 : 1 << (steps - 1);
  }
}
