package org.patchbay.engine.plan;

import java.util.concurrent.TimeUnit;

/**
 * Whether the peers we have may keep blocks from us (protocol-facts §9.6). Confined to the node
 * loop.
 *
 * <p>Rule: looked at every 10 minutes; when the tip has not moved for more than 30 minutes and no
 * block is on its way, another full-relay peer is wanted until the tip moves, or until one was
 * dropped for it ({@link #answered}). Why: who holds all our peers can hold back the chain, and one
 * more honest peer ends that.
 */
public final class StaleTip {
  static final long LOOK = TimeUnit.MINUTES.toNanos(10);
  static final long STALE = TimeUnit.MINUTES.toNanos(30);

  private long nextLook;
  private boolean another;

  /** Nothing is wanted before the first look. */
  public StaleTip(long now) {
    nextLook = now + LOOK;
  }

  /**
   * Looks when it is time.
   *
   * @param movedAt when the tip moved last, or when we began
   * @param fetching whether a block is on its way
   */
  public void look(long movedAt, boolean fetching, long now) {
    if (now - nextLook > 0) {
      nextLook = now + LOOK;
      another = now - movedAt > STALE && !fetching;
    }
  }

  /** One peer more came and one went: enough until the next look. */
  public void answered() {
    another = false;
  }

  /** Whether another full-relay peer is wanted. */
  public boolean another() {
    return another;
  }
}
