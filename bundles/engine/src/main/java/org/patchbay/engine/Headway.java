package org.patchbay.engine;

import java.util.Optional;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.loop.Cancellable;

/**
 * How the node stands to the network's chain, as the connection plan asks. Confined to the node
 * loop. The chain answers from memory and is asked unguarded.
 */
final class Headway {
  private static final long SPACING = 600;

  /** A tip younger than that ends the first synchronisation (§9.2). */
  private static final long RECENT_SPACINGS = 20;

  /** A tip no older than that can go on with peers that keep the last 288 blocks (§4.2). */
  private static final long NEAR_SPACINGS = 144;

  private final World world;
  private Optional<Chain> chain = Optional.empty();
  private Cancellable following = () -> {};
  private long movedAt;
  private boolean synced;

  Headway(World world) {
    this.world = world;
    this.movedAt = world.now();
  }

  void bind(Chain bound) {
    following.cancel();
    chain = Optional.of(bound);
    movedAt = world.now();
    following = bound.onTip(change -> movedAt = world.now());
  }

  void unbind(Chain gone) {
    if (chain.filter(each -> each == gone).isPresent()) {
      following.cancel();
      chain = Optional.empty();
    }
  }

  /** When the tip moved last, or when there was a chain first. */
  long movedAt() {
    return chain.isPresent() ? movedAt : world.now();
  }

  /** True for good once the tip was recent; without a chain there is nothing to synchronise. */
  boolean synced() {
    synced = synced || chain.isPresent() && age() < RECENT_SPACINGS * SPACING;
    return synced || chain.isEmpty();
  }

  boolean nearTip() {
    return chain.isEmpty() || age() / SPACING < NEAR_SPACINGS;
  }

  /** Seconds since the tip's time. */
  private long age() {
    return world.loop.wallTime().getEpochSecond() - chain.orElseThrow().tip().header().time();
  }
}
