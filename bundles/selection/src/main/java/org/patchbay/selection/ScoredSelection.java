package org.patchbay.selection;

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.selection.SelectionPolicy;

/**
 * The best score first (protocol-facts §21). Stateless; nothing to configure: the score comes from
 * the scoring policy in force. A peer without a score comes after those with one, so that a
 * newcomer does not have to be bad to be asked late.
 */
@Component(
    name = "patchbay.selection.score",
    property = {"policy.name=score", "service.ranking:Integer=-100"})
public final class ScoredSelection implements SelectionPolicy {
  @Override
  public double preference(PeerView peer, long now) {
    double score = peer.score();
    return Double.isNaN(score) ? -1 : Math.max(0, Math.min(1, score));
  }
}
