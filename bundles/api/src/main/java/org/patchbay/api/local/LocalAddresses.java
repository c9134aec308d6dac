package org.patchbay.api.local;

import java.util.List;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.NetworkAddress;

/**
 * The addresses at which others can reach this node (protocol-facts §19.1). Who made an address
 * reachable claims it: an onion service, a SAM session, a gateway's mapping. Any thread may call.
 */
@ProviderType
public interface LocalAddresses {
  /**
   * Adds an address to those that peers are told of, until the claim is closed. The same address
   * may be claimed more than once; it has the best origin of those that stand.
   *
   * @throws IllegalArgumentException when the address is not routable
   */
  Claim claim(NetworkAddress address, Origin origin);

  /**
   * The addresses that peers may be told of now, best first: those that are claimed, without the
   * ones of networks that the operator left out; while nothing is to be discovered only those of
   * origin {@link Origin#MANUAL}.
   */
  List<LocalAddress> list();

  /**
   * The TCP port at which this machine can be reached from others, for whoever opens a way to it
   * from outside; empty while the node listens nowhere, or on loopback alone.
   */
  default OptionalInt port() {
    return OptionalInt.empty();
  }

  /** Whether the operator has all outbound connections go through a proxy. */
  default boolean proxied() {
    return false;
  }

  /** Who knows of an address, which is the better believed the more was done to learn it. */
  enum Origin {
    /** A network interface of this machine has it. */
    INTERFACE(1),
    /** A listening socket is bound to it. */
    BOUND(2),
    /** A gateway maps it to us. */
    MAPPED(3),
    /** The operator, or a service made for us: an onion service, a SAM session. */
    MANUAL(4);

    private final int score;

    Origin(int score) {
      this.score = score;
    }

    /** With how much an address of this origin begins (protocol-facts §19.1). */
    public int score() {
      return score;
    }
  }

  /** An address that was claimed. */
  @ProviderType
  interface Claim extends AutoCloseable {
    /** Takes the claim back; peers are no longer told, unless another claim stands. */
    @Override
    void close();
  }
}
