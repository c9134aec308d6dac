package org.patchbay.portmap;

/**
 * For how long a gateway has kept its mappings, by what it says in each answer (RFC 6887 §8.5).
 * Confined to the node loop.
 *
 * <p>Rule: its clock and ours run on by the same time, but for a sixteenth and two seconds, and its
 * clock goes back by a second at most, as answers may pass one another. Where that does not hold
 * the gateway has begun anew, and has forgotten all mappings.
 */
final class Epoch {
  private static final long SLACK = 2;
  private static final long DRIFT = 16;

  private boolean heard;
  private long theirs;
  private long ours;

  /**
   * Takes an answer.
   *
   * @param epoch seconds, 0 to 4294967295
   * @param now seconds of our own clock, which never goes back
   * @return whether the gateway has forgotten what was mapped before
   */
  boolean lost(long epoch, long now) {
    boolean lost = heard && !follows(epoch, now);
    heard = true;
    theirs = epoch;
    ours = now;
    return lost;
  }

  private boolean follows(long epoch, long now) {
    long passedThere = epoch - theirs;
    long passedHere = now - ours;
    return passedThere >= -1
        && passedHere + SLACK >= passedThere - passedThere / DRIFT
        && passedThere + SLACK >= passedHere - passedHere / DRIFT;
  }
}
