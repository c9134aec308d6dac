package org.patchbay.misbehaviour;

import org.osgi.service.component.annotations.Component;
import org.patchbay.api.misbehaviour.MisbehaviourPolicy;
import org.patchbay.api.peer.PeerView;

/**
 * Bitcoin Core's answer (protocol-facts §11.1): one offence of §11.2 discourages the address and
 * ends the connection, anything else is tolerated. Stateless; nothing to configure.
 */
@Component(
    name = "patchbay.misbehaviour.core",
    property = {"policy.name=core", "service.ranking:Integer=0"})
public final class CoreMisbehaviour implements MisbehaviourPolicy {
  private static final PeerConduct STRICT = (offence, now) -> Judgement.DISCOURAGE;

  @Override
  public PeerConduct open(PeerView peer, long now) {
    return STRICT;
  }
}
