package org.patchbay.rules;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimitPolicy;

/**
 * Slows down whom a rule names; everybody else sends as Bitcoin Core lets him, which is without a
 * limit.
 *
 * <p>Conditions are looked at whenever the node looks at a peer, which is every few seconds: until
 * then a changed file has no effect on who is connected. What exceeds a rate waits, and everything
 * behind it; nothing is dropped.
 */
@Component(
    name = "patchbay.rules.ratelimit",
    service = RateLimitPolicy.class,
    property = {"policy.name=rules", "service.ranking:Integer=-100"})
public final class RulesRateLimit implements RateLimitPolicy {
  private final KeptRules rules;

  /** Limits by these rules. */
  @Activate
  public RulesRateLimit(@Reference KeptRules rules) {
    this.rules = rules;
  }

  @Override
  public PeerLimit open(PeerView peer, long now) {
    return new PeerPace(rules::book, peer, now);
  }
}
