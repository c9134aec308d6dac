package org.patchbay.engine;

import java.time.Duration;
import org.patchbay.api.loop.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the node backs off for want of bandwidth. Confined to the node loop. It ends by itself
 * when nobody asks for it anew: while it lasts no stranger is let in.
 */
final class Strain {
  /** Longest time between one request and the next. */
  static final Duration LASTS = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Strain.class);

  private final World world;
  private Cancellable expiry;

  Strain(World world) {
    this.world = world;
  }

  /** Backs off for so long; answers whether that is new. */
  boolean ease(String why) {
    boolean before = world.strained;
    if (before) {
      expiry.cancel();
    } else {
      LOG.info("the node backs off for want of bandwidth: {}", why);
    }
    world.strained = true;
    expiry = world.loop.after(LASTS, this::end);
    return !before;
  }

  void end() {
    if (world.strained) {
      world.strained = false;
      expiry.cancel();
      LOG.info("the node backs off no longer");
    }
  }
}
