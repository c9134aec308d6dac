package org.patchbay.api.addrbook;

import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

/** One stored address. Immutable. */
@ProviderType
public interface AddressRecord {
  /** Address, services and time it was last seen. */
  AddressEntry entry();

  /** Who told us of it. */
  NetworkAddress source();

  /** Unix seconds of the last attempt; 0 for never. */
  long lastTry();

  /** Unix seconds of the last success; 0 for never. */
  long lastSuccess();

  /** Failed attempts since the last success. */
  int attempts();
}
