package org.patchbay.ratelimit;

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;

/**
 * Bitcoin Core's limit on messages: none. Stateless; nothing to configure.
 *
 * <p>What Bitcoin Core limits is limited elsewhere whatever policy is in force: the entries of addr
 * and addrv2 by the address protocol (protocol-facts §12.8), the bytes that wait by the transport,
 * which then does not read the socket (§16.4).
 */
@Component(
    name = "patchbay.ratelimit.core",
    property = {"policy.name=core", "service.ranking:Integer=0"})
public final class CoreRateLimit implements RateLimitPolicy {
  private static final PeerLimit PASS_ALL = (command, bytes, now) -> RateLimit.PASS;

  @Override
  public PeerLimit open(PeerView peer, long now) {
    return PASS_ALL;
  }
}
