package org.patchbay.api.admission;

import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.peer.PeerView;

/**
 * Decides who is let in. A function without memory, called on the node loop. Registered with the
 * service property {@code policy.name}.
 *
 * <p>Operator bans hold without any policy. Peers with {@code noban}, manual and loopback peers are
 * never refused after their connection stands.
 */
@ConsumerType
public interface AdmissionPolicy {
  /**
   * Before an inbound socket is kept. Only address, network, permissions and {@link
   * Arrivals#banned}, {@link Arrivals#discouraged} are known of the newcomer.
   */
  Admission onConnect(PeerView newcomer, Arrivals arrivals);

  /** After its version message, before anything is answered. Asked for every connection. */
  Admission onVersion(PeerView peer, Collection<? extends PeerView> others);
}
