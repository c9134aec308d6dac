package org.patchbay.mempool;

/**
 * The fee rate that a pool asks which had to evict: what was evicted and a step more, halved every
 * 12 hours once a block has come, faster while the pool is nearly empty. Confined to the node loop.
 *
 * <p>Why: without it what was just evicted could be sent again and again, and each time the network
 * would carry it for nothing. It is Bitcoin Core's rule with its numbers: 12 hours; a quarter or
 * half of that below a quarter or half of the bound; forgotten below half a step.
 */
final class RollingMinimum {
  /** Satoshi per 1,000 virtual bytes: a step, and the least that is ever taken (§13.9). */
  static final long STEP = 100;

  private static final double HALF_LIFE = 12 * 3600e9;
  private static final long REFRESH = 10_000_000_000L;

  private double rate;
  private boolean blockSince = true;
  private long updated;

  /** A package of this rate was evicted for want of room. */
  void evicted(double packageRate) {
    if (packageRate + STEP > rate) {
      rate = packageRate + STEP;
      blockSince = false;
    }
  }

  /** A block was connected. */
  void block(long now) {
    if (!blockSince) {
      blockSince = true;
      updated = now;
    }
  }

  /** The lowest rate that is taken now, in satoshi per 1,000 virtual bytes. */
  long rate(long now, long memory, long maxMemory) {
    if (rate == 0) {
      return STEP;
    }
    if (blockSince && now - updated > REFRESH) {
      double halfLife = HALF_LIFE;
      if (memory < maxMemory / 4) {
        halfLife /= 4;
      } else if (memory < maxMemory / 2) {
        halfLife /= 2;
      }
      rate /= Math.pow(2, (now - updated) / halfLife);
      updated = now;
      if (rate < STEP / 2.0) {
        rate = 0;
      }
    }
    return Math.max(STEP, (long) Math.ceil(rate));
  }
}
