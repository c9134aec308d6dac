package org.patchbay.api.health;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.NetworkClass;

/** What a remedy may do to the node. From any thread. */
@ProviderType
public interface Levers {
  /**
   * Tries connections now, besides the plan's own pace and within its slots.
   *
   * @param attempts at most this many, and never more than the engine's own limit
   */
  void dial(int attempts);

  /**
   * Tries connections to addresses of these networks, in groups that no outbound peer is in; one
   * outbound slot more is used for it when all are taken.
   */
  void dial(int attempts, Set<NetworkClass> networks);

  /**
   * Backs off for want of bandwidth, or no longer: longer trickle, fewer blocks served at once, no
   * new inbound peers.
   *
   * @param who name of the check; the node backs off while anybody asks for it
   */
  void ease(String who, boolean wanted);
}
