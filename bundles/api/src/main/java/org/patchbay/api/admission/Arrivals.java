package org.patchbay.api.admission;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.peer.PeerView;

/** The circumstances of an inbound connection. */
@ProviderType
public interface Arrivals {
  /** Whether an operator's ban covers its address. */
  boolean banned();

  /** Whether its address is discouraged. */
  boolean discouraged();

  /** Inbound peers now, without the newcomer. */
  int inbound();

  /** Inbound slots. */
  int maxInbound();

  /** The peers now, without the newcomer. */
  Collection<? extends PeerView> peers();
}
