package org.patchbay.api.addrbook;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * Addresses of other nodes. Confined to the node loop, except {@link #snapshot}, {@link #places}
 * and {@link #as}.
 */
@ProviderType
public interface AddressBook {
  /**
   * Stores addresses that somebody told us.
   *
   * @param source who told
   * @param penalty seconds taken off each address's time (§12.3)
   * @return how many were new
   */
  int add(Collection<AddressEntry> entries, NetworkAddress source, long penalty);

  /** An address to connect to, among networks that can be reached, or empty (§12.6). */
  Optional<AddressEntry> select(Set<NetworkClass> reachable);

  /** As {@link #select}, among what never worked (§12.6): what a feeler tries. */
  default Optional<AddressEntry> selectNew(Set<NetworkClass> networks) {
    return select(networks);
  }

  /**
   * The address that a feeler should test, because one that worked wants its place (§12.5); empty
   * when none does.
   */
  default Optional<AddressEntry> selectTriedCollision() {
    return Optional.empty();
  }

  /** Settles what {@link #selectTriedCollision} was about as far as its tests or time allow. */
  default void resolveCollisions() {}

  /** A connection to it is being tried. */
  void attempted(NetworkAddress address);

  /**
   * A connection to it is being tried.
   *
   * @param count whether a failure tells something about it, and not only about our own line
   */
  default void attempted(NetworkAddress address, boolean count) {
    attempted(address);
  }

  /** Unix seconds of the last attempt; 0 for never, and for an address that is not known. */
  default long lastTry(NetworkAddress address) {
    return 0;
  }

  /** It said which services it has. */
  default void services(NetworkAddress address, long services) {}

  /** Its version message came: it is a Bitcoin node. */
  void good(NetworkAddress address, long services);

  /** A connection to it ended after having worked. */
  void connected(NetworkAddress address);

  /**
   * Addresses to answer getaddr with: at most {@code max}, at most {@code percent} of all (§12.7).
   */
  List<AddressEntry> sample(int max, int percent);

  /** How many are stored. */
  int size();

  /** All entries, for people. From any thread. */
  List<AddressRecord> snapshot();

  /**
   * Every place that is taken, each once, those of the new table first, by bucket and position;
   * none in a book without tables. From any thread.
   */
  default List<AddressPlace> places() {
    return List.of();
  }

  /** The group of addresses that one operator may well control (§9.7). */
  default byte[] group(NetworkAddress address) {
    return NetGroup.of(address);
  }

  /**
   * The autonomous system that announces an address; empty where no map knows one (§9.7). From any
   * thread.
   */
  default OptionalLong as(NetworkAddress address) {
    return OptionalLong.empty();
  }

  /** Whether it may be stored and dialled: what is reachable from elsewhere (§4.5). */
  default boolean routable(NetworkAddress address) {
    return address.isRoutable();
  }

  /** The connection plan tells of itself, first of all and whenever something changed. */
  default void outlook(Outlook outlook) {}

  /** Networks whose addresses are worth storing: those that the plan reaches (§12.8). */
  default Set<NetworkClass> reachable() {
    return Set.of(NetworkClass.IPV4, NetworkClass.IPV6);
  }

  /**
   * A host, or host:port, that is to be asked for addresses since it could not be looked up as a
   * seed (§9.5); each is handed out once.
   */
  default Optional<String> hostToAsk() {
    return Optional.empty();
  }

  /** How full its tables are; empty for a book without tables. */
  default Optional<AddressTables> tables() {
    return Optional.empty();
  }
}
