package org.patchbay.api.transport;

import org.osgi.annotation.versioning.ProviderType;

/** Counters of a transport. Immutable. */
@ProviderType
public interface TransportStats {
  /** Links open now. */
  int links();

  /** Raw bytes read since the start. */
  long bytesIn();

  /** Raw bytes written since the start. */
  long bytesOut();

  /** Bytes held now for incoming messages, finished or not, against the node-wide budget. */
  long heldIn();

  /** Bytes held now for outgoing messages, against the node-wide budget. */
  long heldOut();

  /** Links that are not read now because a bound was reached. */
  int pausedLinks();
}
