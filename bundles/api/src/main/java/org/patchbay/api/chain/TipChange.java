package org.patchbay.api.chain;

import org.osgi.annotation.versioning.ProviderType;

/** The tip moved. Immutable. */
@ProviderType
public interface TipChange {
  /** The tip before. */
  HeaderView from();

  /** The tip now. */
  HeaderView to();

  /** The last header that both chains share; {@code from()} when the chain just grew. */
  HeaderView fork();
}
