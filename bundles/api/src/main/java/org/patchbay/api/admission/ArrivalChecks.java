package org.patchbay.api.admission;

import static org.patchbay.api.peer.CloseReason.Code.BANNED;
import static org.patchbay.api.peer.CloseReason.Code.DISCOURAGED;

import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;

/**
 * The check before an inbound socket is kept, as Bitcoin Core makes it (protocol-facts §9.10), for
 * every admission policy that adds to it. A function.
 *
 * <p>A banned address is refused. A discouraged one is refused when the newcomer would take the
 * last slot or more, since addresses are shared and discouragement is a guess; until then it may
 * come in, marked for eviction first. Peers with {@code noban} pass both.
 */
public final class ArrivalChecks {
  private ArrivalChecks() {}

  /** Whether a newcomer may come in. */
  public static Admission check(PeerView newcomer, Arrivals arrivals) {
    if (newcomer.permissions().contains(Permission.NOBAN)) {
      return Admission.admit();
    }
    if (arrivals.banned()) {
      return Admission.refuse(BANNED, newcomer.address().toString());
    }
    if (arrivals.discouraged() && arrivals.inbound() + 1L >= arrivals.maxInbound()) {
      return Admission.refuse(
          DISCOURAGED,
          "%s, %d of %d slots taken"
              .formatted(newcomer.address(), arrivals.inbound(), arrivals.maxInbound()));
    }
    return Admission.admit();
  }
}
