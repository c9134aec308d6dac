package org.patchbay.i2p;

import java.util.Optional;
import org.patchbay.api.local.LocalAddresses;
import org.patchbay.wire.NetworkAddress;

/**
 * Our address in I2P, told to peers while we can be reached there (protocol-facts §19.1). Confined
 * to the node loop.
 */
final class OwnAddress {
  private LocalAddresses addresses;
  private NetworkAddress ours;
  private LocalAddresses.Claim claim;

  void bind(LocalAddresses service) {
    unclaim();
    addresses = service;
    claim();
  }

  void unbind(LocalAddresses service) {
    if (addresses == service) {
      unclaim();
      addresses = null;
    }
  }

  /** We can be reached there; answers whether that is new. */
  boolean reached(NetworkAddress address) {
    if (address.equals(ours)) {
      return false;
    }
    unclaim();
    ours = address;
    claim();
    return true;
  }

  /** We cannot be reached; answers where we could be before. */
  Optional<NetworkAddress> lost() {
    Optional<NetworkAddress> before = Optional.ofNullable(ours);
    unclaim();
    ours = null;
    return before;
  }

  private void claim() {
    if (addresses != null && ours != null) {
      claim = addresses.claim(ours, LocalAddresses.Origin.MANUAL);
    }
  }

  private void unclaim() {
    if (claim != null) {
      claim.close();
      claim = null;
    }
  }
}
