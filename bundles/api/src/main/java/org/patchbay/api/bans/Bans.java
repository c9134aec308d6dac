package org.patchbay.api.bans;

import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.NetworkAddress;

/** All bans at one moment. Immutable, and cheap to ask however many they are. */
@ProviderType
public interface Bans {
  /**
   * A ban that covers an address.
   *
   * @param as the autonomous system that announces it, where one is known
   * @param now unix seconds
   */
  Optional<Ban> covering(NetworkAddress address, OptionalLong as, long now);
}
