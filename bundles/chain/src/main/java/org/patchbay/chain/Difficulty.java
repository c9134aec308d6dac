package org.patchbay.chain;

import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Network;
import org.patchbay.wire.UInt256;

/** How difficult the next header of a network must be (protocol-facts §15.3, §15.4). Immutable. */
public final class Difficulty {
  private final ChainParams params;
  private final int interval;

  Difficulty(ChainParams params) {
    this.params = params;
    this.interval = params.interval();
  }

  /** The rules of a network. */
  public static Difficulty of(Network network) {
    return new Difficulty(ChainParams.of(network));
  }

  /**
   * The compact bits that the header at {@code parentHeight + 1} must have.
   *
   * @param chain the chain on which it stands
   * @param time its own time in unix seconds, which matters on minimum-difficulty chains
   */
  public int required(Ancestry chain, int parentHeight, long time) {
    int height = parentHeight + 1;
    if (height % interval != 0) {
      return betweenRetargets(chain, parentHeight, time);
    }
    if (params.noRetargeting()) {
      return chain.bits(parentHeight);
    }
    // The first of the period, so that 2015 and not 2016 spacings are measured: consensus.
    int first = height - interval;
    long actual = chain.time(parentHeight) - chain.time(first);
    return retarget(chain.bits(params.bip94() ? first : parentHeight), actual);
  }

  private int betweenRetargets(Ancestry chain, int parentHeight, long time) {
    if (!params.minimumDifficulty()) {
      return chain.bits(parentHeight);
    }
    int limit = params.limit().bits();
    if (time > chain.time(parentHeight) + 2 * ChainParams.SPACING) {
      return limit;
    }
    return chain.lastRealBits(parentHeight, interval, limit);
  }

  /** New bits from old ones and the seconds that a period took. */
  int retarget(int bits, long actual) {
    long timespan = params.timespan();
    long clamped = Math.max(timespan / 4, Math.min(timespan * 4, actual));
    return scaled(bits, clamped);
  }

  /**
   * Whether a header may have {@code bits} after one with {@code previousBits}, whatever the times
   * were: what can be known of a header whose ancestors are not kept (protocol-facts §15.4).
   *
   * <p>Without it an attacker could compress the work of a low-work sync into few headers, of which
   * none need be committed to.
   */
  boolean permitted(int height, int previousBits, int bits) {
    if (params.minimumDifficulty()) {
      return true;
    }
    if (height % interval != 0) {
      return previousBits == bits;
    }
    UInt256 target = Target.of(bits).value();
    UInt256 easiest = Target.of(scaled(previousBits, params.timespan() * 4)).value();
    UInt256 hardest = Target.of(scaled(previousBits, params.timespan() / 4)).value();
    return target.compareTo(easiest) <= 0 && target.compareTo(hardest) >= 0;
  }

  private int scaled(int bits, long seconds) {
    UInt256 target =
        Target.of(bits).value().times(seconds).dividedBy(UInt256.of(params.timespan()));
    UInt256 limit = params.limit().value();
    return (int) CompactTarget.bits(target.compareTo(limit) > 0 ? limit : target);
  }
}
