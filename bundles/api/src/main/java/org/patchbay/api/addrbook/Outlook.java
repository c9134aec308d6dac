package org.patchbay.api.addrbook;

import java.util.Set;
import org.patchbay.wire.NetworkClass;

/**
 * What the connection plan tells an address book of itself. Immutable.
 *
 * @param reachable networks that automatic connections go to (protocol-facts §9.8)
 * @param looksUp whether names may be looked up by the system, and are not for a proxy alone
 * @param seedNodes whether an operator named nodes to be asked for addresses
 * @param fullRelay full-relay peers that stand
 */
public record Outlook(
    Set<NetworkClass> reachable, boolean looksUp, boolean seedNodes, int fullRelay) {
  /** Copies. */
  public Outlook {
    reachable = Set.copyOf(reachable);
  }
}
