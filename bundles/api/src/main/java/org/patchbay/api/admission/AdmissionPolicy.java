package org.patchbay.api.admission;

import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.peer.PeerView;

/**
 * Decides who is let in. A function without memory. What holds for every policy is said at {@link
 * org.patchbay.api.peer}.
 *
 * <p>Operator bans hold without any policy. Peers with {@code noban}, manual and loopback peers are
 * never refused after their connection stands.
 */
@ConsumerType
public interface AdmissionPolicy {
  /**
   * Before an inbound socket is kept; where every slot is taken, before the eviction policy is
   * asked. {@link ArrivalChecks} is what Bitcoin Core does here.
   *
   * @param newcomer only address, network, group and permissions are known of it; all else is as of
   *     a peer that said nothing
   * @return after a failure: refused where the address is discouraged and the last slot is at
   *     stake, else let in
   */
  Admission onConnect(PeerView newcomer, Arrivals arrivals);

  /**
   * After its version message, before anything is answered. Asked once for every connection,
   * inbound and outbound, feelers and manual ones included; what it answers of those that are never
   * refused is not acted on. {@link VersionChecks} has what Bitcoin Core does here.
   *
   * @param peer what its version message says is known
   * @param others every other live peer, in any state
   * @return after a failure: refused where its protocol version is below 31800, else let in
   */
  Admission onVersion(PeerView peer, Collection<? extends PeerView> others);
}
