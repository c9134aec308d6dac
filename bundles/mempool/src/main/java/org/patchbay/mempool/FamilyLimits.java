package org.patchbay.mempool;

import java.util.List;
import java.util.Optional;
import org.patchbay.wire.Transaction;

/**
 * How many transactions of the pool may stand on each other: 25 and 101,000 virtual bytes upwards
 * and downwards, each with the transaction itself.
 *
 * <p>Why: adding, removing and evicting walk the relatives, so a stranger who could make long
 * chains or wide fans could make every step expensive.
 */
final class FamilyLimits {
  static final String WORD = "too-long-mempool-chain: ";
  static final int MAX_COUNT = 25;
  static final int MAX_SIZE = 101_000;

  private FamilyLimits() {}

  /**
   * Bitcoin Core's word for the limit that a new transaction would pass; or empty.
   *
   * @param ancestors all that it would stand on
   */
  static Optional<String> broken(Transaction tx, List<Held> ancestors) {
    if (ancestors.isEmpty()) {
      return Optional.empty();
    }
    int size = tx.vsize();
    if (ancestors.size() + 1 > MAX_COUNT) {
      return Optional.of(WORD + ancestors.size() + " ancestors (max " + (MAX_COUNT - 1) + ")");
    }
    for (Held ancestor : ancestors) {
      size += ancestor.vsize;
      if (ancestor.descendants + 1 > MAX_COUNT) {
        return Optional.of(
            "%s%s has %d descendants (max %d)"
                .formatted(WORD, ancestor.tx.txid(), ancestor.descendants - 1, MAX_COUNT - 1));
      }
      if (ancestor.descendantSize + tx.vsize() > MAX_SIZE) {
        return Optional.of(
            "%s%s with descendants has %d bytes (max %d)"
                .formatted(
                    WORD, ancestor.tx.txid(), ancestor.descendantSize + tx.vsize(), MAX_SIZE));
      }
    }
    return size > MAX_SIZE
        ? Optional.of(WORD + size + " bytes with ancestors (max " + MAX_SIZE + ")")
        : Optional.empty();
  }
}
