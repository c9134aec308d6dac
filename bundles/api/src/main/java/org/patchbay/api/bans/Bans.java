package org.patchbay.api.bans;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** All bans at one moment. Immutable, and cheap to ask however many they are. */
@ProviderType
public interface Bans {
  /**
   * A ban that covers somebody.
   *
   * @param now unix seconds
   */
  Optional<Ban> covering(Suspect suspect, long now);
}
