package org.patchbay.api.addrbook;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** Addresses of other nodes. Confined to the node loop, except {@link #snapshot}. */
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

  /** A connection to it is being tried. */
  void attempted(NetworkAddress address);

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
}
