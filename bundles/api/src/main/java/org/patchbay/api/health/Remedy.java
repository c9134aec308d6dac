package org.patchbay.api.health;

import java.util.Set;
import org.patchbay.wire.NetworkClass;

/**
 * Something the node can do about a finding, which a check proposes and a remedy policy prescribes.
 * None of them ends a connection. Immutable.
 */
public sealed interface Remedy {
  /**
   * Tries connections now, besides the plan's own pace and within its slots.
   *
   * @param attempts at most this many, 1 to {@link #MOST}; the engine has limits of its own
   * @param networks empty for wherever full-relay peers are missing; else addresses of these
   *     networks, in groups that no outbound peer is in, and with one outbound slot more when all
   *     are taken
   */
  record Dial(int attempts, Set<NetworkClass> networks) implements Remedy {
    /** Attempts that can be asked for at once. */
    public static final int MOST = 100;

    /**
     * Copies.
     *
     * @throws IllegalArgumentException unless attempts are in range
     */
    public Dial {
      if (attempts < 1 || attempts > MOST) {
        throw new IllegalArgumentException(attempts + " attempts (allowed: 1 to " + MOST + ")");
      }
      networks = Set.copyOf(networks);
    }

    /** As {@code dial 3}, {@code dial 1 [ipv6, onion]}. */
    @Override
    public String toString() {
      return "dial "
          + attempts
          + (networks.isEmpty()
              ? ""
              : " " + networks.stream().sorted().map(NetworkClass::label).toList());
    }
  }

  /**
   * Backs off for want of bandwidth, until it is no longer prescribed: longer trickle, fewer blocks
   * served at once, no new inbound peers.
   */
  record Ease() implements Remedy {
    /** {@code ease}. */
    @Override
    public String toString() {
      return "ease";
    }
  }

  /** Tries connections where full-relay peers are missing. */
  static Remedy dial(int attempts) {
    return new Dial(attempts, Set.of());
  }

  /** Tries connections into these networks. */
  static Remedy dial(int attempts, Set<NetworkClass> networks) {
    return new Dial(attempts, networks);
  }

  /** Backs off for want of bandwidth. */
  static Remedy ease() {
    return new Ease();
  }
}
