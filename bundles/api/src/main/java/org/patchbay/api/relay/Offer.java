package org.patchbay.api.relay;

import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.Hash256;

/** A transaction that is offered to peers. Immutable. */
@ProviderType
public interface Offer {
  /** Hash without witness. */
  Hash256 txid();

  /** Hash with witness. */
  Hash256 wtxid();

  /** Fee in satoshi. */
  long fee();

  /** Virtual size in bytes. */
  int vsize();

  /** Its unconfirmed ancestors: whoever has fewer comes first, so that parents precede children. */
  int ancestors();

  /** Loop time in nanoseconds at which it was offered. */
  long offeredAt();
}
