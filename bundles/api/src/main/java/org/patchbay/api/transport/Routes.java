package org.patchbay.api.transport;

import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.NetworkClass;

/**
 * Which networks can be dialled, and how: the one place that knows (protocol-facts §9.8, §19). From
 * any thread.
 */
@ProviderType
public interface Routes {
  /** IPv4 and IPv6 straight away, names looked up by the system. */
  Routes DIRECT =
      new Routes() {
        @Override
        public Set<NetworkClass> reachable() {
          return Set.of(NetworkClass.IPV4, NetworkClass.IPV6);
        }

        @Override
        public boolean proxiesNames() {
          return false;
        }

        @Override
        public CompletionStage<Passage> find(Destination to) {
          return to.address()
              .toSocketAddress()
              .map(at -> CompletableFuture.completedStage(Passage.direct((SocketAddress) at)))
              .orElseGet(
                  () ->
                      CompletableFuture.failedStage(
                          new IllegalStateException(
                              to + " cannot be reached: no proxy for its network")));
        }
      };

  /** Networks into which connections are opened automatically, now. */
  Set<NetworkClass> reachable();

  /** Whether names are for a proxy alone: nothing of this node may then look one up. */
  boolean proxiesNames();

  /**
   * The passage to a destination, whether its network is dialled automatically or not; fails, with
   * a message for people, when there is none now.
   */
  CompletionStage<Passage> find(Destination to);
}
