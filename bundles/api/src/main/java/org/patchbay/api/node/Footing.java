package org.patchbay.api.node;

/**
 * Why a peer is connected, and how firmly. Immutable.
 *
 * @param asked one line on who wanted the connection, and for what
 * @param taken connections of its type, this one among them
 * @param slots slots for them; -1 where the node counts none
 * @param hold what the eviction policy in force would do now
 * @param kept what that policy says keeps it; empty where it says nothing
 * @param discouraged whether its address is discouraged (protocol-facts §11.4)
 * @param banned whether a ban covers its address, from which a permission or its type spares it
 */
public record Footing(
    String asked,
    int taken,
    int slots,
    Hold hold,
    String kept,
    boolean discouraged,
    boolean banned) {
  /** What would become of it if an inbound slot were needed now (§10.6). */
  public enum Hold {
    /** Eviction does not concern it: we opened the connection, or it has {@code noban}. */
    EXEMPT,
    /** It stays. */
    STAYS,
    /** It would go. */
    GOES
  }
}
