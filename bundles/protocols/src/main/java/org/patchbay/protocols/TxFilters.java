package org.patchbay.protocols;

import java.util.random.RandomGenerator;
import org.patchbay.wire.Hash256;

/**
 * What is not worth asking for (protocol-facts §13.4). Confined to the node loop.
 *
 * <p>Rule: 120,000 refused, 120,000 that may be taken another time, 48,000 confirmed. Refusals are
 * forgotten when the tip changes, because that may make them valid; confirmations when a block is
 * disconnected. A refused transaction is remembered by wtxid: somebody else may have put a wrong
 * witness to a right transaction.
 */
final class TxFilters {
  static final int REFUSED = 120_000;
  static final int CONFIRMED = 48_000;

  private final RollingHashes refused;
  private final RollingHashes reconsiderable;
  private final RollingHashes confirmed;

  TxFilters(RandomGenerator random) {
    refused = new RollingHashes(REFUSED, random);
    reconsiderable = new RollingHashes(REFUSED, random);
    confirmed = new RollingHashes(CONFIRMED, random);
  }

  void refuse(Hash256 id) {
    refused.add(id);
  }

  void reconsider(Hash256 wtxid) {
    reconsiderable.add(wtxid);
  }

  void confirm(Hash256 id) {
    confirmed.add(id);
  }

  boolean refused(Hash256 id) {
    return refused.contains(id);
  }

  boolean reconsiderable(Hash256 id) {
    return reconsiderable.contains(id);
  }

  boolean confirmed(Hash256 id) {
    return confirmed.contains(id);
  }

  /** Slots of all of them; for those who count memory. */
  int slots() {
    return refused.slots() + reconsiderable.slots() + confirmed.slots();
  }

  /** The tip changed. */
  void forgetRefusals() {
    refused.clear();
    reconsiderable.clear();
  }

  /** A block was disconnected. */
  void forgetConfirmed() {
    confirmed.clear();
  }
}
