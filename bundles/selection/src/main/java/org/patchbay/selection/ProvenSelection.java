package org.patchbay.selection;

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.selection.SelectionPolicy;

/**
 * Who has given blocks before, and answers quickly. Stateless; nothing to configure, and no scoring
 * policy needed.
 *
 * <pre>
 *   preference = blocks / (blocks + 16) - useless / (useless + 16) + 1 / (1 + mean round trip / 200 ms)
 * </pre>
 *
 * <p>The first two terms reach a half with as many blocks as are on their way from one peer at most
 * (§14.7), and with as many useless messages; the last is 0 while no ping was answered. The mean
 * counts, and not the smallest, since what matters is how it answers now. A peer can make its round
 * trip short, and so be asked early for a block that it keeps back: it loses that block by the
 * rules of §10.3, as whoever else keeps one back, and never its place to one that was not asked at
 * all.
 */
@Component(
    name = "patchbay.selection.proven",
    property = {"policy.name=proven", "service.ranking:Integer=-100"})
public final class ProvenSelection implements SelectionPolicy {
  private static final double ROUND_TRIP = 200e6;
  private static final double SOME = 16;

  @Override
  public double preference(PeerView peer, long now) {
    long trip = peer.meanPing();
    return share(peer.ledger().blocks())
        - share(peer.ledger().uselessMessages())
        + (trip < 0 ? 0 : 1 / (1 + trip / ROUND_TRIP));
  }

  private static double share(long count) {
    double some = Math.max(0, count);
    return some / (some + SOME);
  }
}
