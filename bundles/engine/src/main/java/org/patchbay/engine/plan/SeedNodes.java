package org.patchbay.engine.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Nodes that an operator named to be asked for addresses (protocol-facts §9.5). Confined to the
 * node loop.
 *
 * <p>Rule: in random order, each once; one at once when no address is known, then one every 10
 * seconds while fewer than two full-relay peers stand.
 */
public final class SeedNodes {
  static final long EVERY = TimeUnit.SECONDS.toNanos(10);
  static final int ENOUGH_PEERS = 2;

  private final List<String> left;
  private boolean first = true;
  private long last;

  /** Nodes as an operator wrote them. */
  public SeedNodes(List<String> hosts, RandomGenerator random, long now) {
    left = new ArrayList<>(hosts);
    for (int i = left.size() - 1; i > 0; i--) {
      Collections.swap(left, i, random.nextInt(i + 1));
    }
    last = now;
  }

  /**
   * The next one, when it is time.
   *
   * @param known addresses in the book
   * @param fullRelay full-relay peers that stand
   */
  public Optional<String> next(int known, int fullRelay, long now) {
    boolean atOnce = first && known == 0;
    first = false;
    if (left.isEmpty() || !atOnce && (fullRelay >= ENOUGH_PEERS || now - last < EVERY)) {
      return Optional.empty();
    }
    last = now;
    return Optional.of(left.remove(left.size() - 1));
  }
}
