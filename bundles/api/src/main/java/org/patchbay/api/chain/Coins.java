package org.patchbay.api.chain;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.TxOut;

/** The unspent outputs of the active chain. From any thread; waits for nothing. */
@ProviderType
public interface Coins {
  /** An unspent output, or empty when it is spent or never was. */
  Optional<Coin> coin(OutPoint place);

  /** How many there are. */
  int size();

  /** An unspent output. Immutable. */
  @ProviderType
  interface Coin {
    /** Value and script. */
    TxOut output();

    /** Height of the block that made it. */
    int height();

    /** Whether a coinbase made it: it may be spent 100 blocks later. */
    boolean coinbase();
  }
}
