package org.patchbay.api.loop;

import org.osgi.annotation.versioning.ProviderType;

/** Something pending that can be called off. */
@ProviderType
public interface Cancellable {
  /** Calls it off; without effect when it already ran or was called off. From any thread. */
  void cancel();
}
