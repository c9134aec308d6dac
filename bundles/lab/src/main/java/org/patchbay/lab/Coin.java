package org.patchbay.lab;

import org.patchbay.wire.OutPoint;
import org.patchbay.wire.TxOut;

/**
 * An unspent output. Immutable.
 *
 * @param owner number of the lab's wallet; {@link #STRANGER} when it is nobody's of the lab
 * @param height of the block that made it; -1 while it waits for one
 * @param depth how many unconfirmed transactions it stands on
 */
record Coin(OutPoint place, TxOut output, int owner, int height, boolean coinbase, int depth) {
  /** Somebody whose script the lab cannot spend. */
  static final int STRANGER = -1;

  /** Satoshi. */
  long value() {
    return output.value();
  }

  /**
   * Whether a block at a height may spend it: a coinbase is spent 100 blocks later (protocol-facts
   * §6.2), and the lab waits a little longer, until the node has that block as well.
   */
  boolean spendableAt(int wanted) {
    return !coinbase || wanted - height >= 104;
  }
}
