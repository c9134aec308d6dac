package org.patchbay.mempool;

import java.util.List;
import java.util.Optional;
import org.patchbay.wire.Transaction;

/**
 * How many transactions of the pool may stand on each other: 25 and 101,000 virtual bytes upwards
 * and downwards, each with the transaction itself.
 *
 * <p>Transactions of version 3 keep narrower limits (BIP431): at most 10,000 virtual bytes, one
 * parent and one child, the child at most 1,000; they and others do not stand on each other. So
 * their owner can always raise the fee of both by the child, whatever the other party does.
 *
 * <p>Why: adding, removing and evicting walk the relatives, so a stranger who could make long
 * chains or wide fans could make every step expensive.
 */
final class FamilyLimits {
  static final String WORD = "too-long-mempool-chain: ";
  static final int MAX_COUNT = 25;
  static final int MAX_SIZE = 101_000;

  private static final String NARROW_WORD = "TRUC-violation: ";
  private static final int NARROW_VERSION = 3;
  private static final int NARROW_SIZE = 10_000;
  private static final int NARROW_CHILD_SIZE = 1000;

  private FamilyLimits() {}

  /**
   * Bitcoin Core's word for the limit that a new transaction would pass; or empty.
   *
   * @param ancestors all that it would stand on
   */
  static Optional<String> broken(Transaction tx, List<Held> ancestors) {
    Optional<String> narrow = brokenNarrow(tx, ancestors);
    if (narrow.isPresent() || ancestors.isEmpty()) {
      return narrow;
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

  private static Optional<String> brokenNarrow(Transaction tx, List<Held> ancestors) {
    boolean narrow = tx.version() == NARROW_VERSION;
    if (narrow && tx.vsize() > NARROW_SIZE) {
      return Optional.of(NARROW_WORD + tx.vsize() + " bytes (max " + NARROW_SIZE + ")");
    }
    for (Held ancestor : ancestors) {
      if (narrow != (ancestor.tx.version() == NARROW_VERSION)) {
        return Optional.of(
            "%sversion %d on version %d of %s"
                .formatted(NARROW_WORD, tx.version(), ancestor.tx.version(), ancestor.tx.txid()));
      }
    }
    if (!narrow || ancestors.isEmpty()) {
      return Optional.empty();
    }
    if (ancestors.size() > 1) {
      return Optional.of(NARROW_WORD + ancestors.size() + " ancestors (max 1)");
    }
    if (tx.vsize() > NARROW_CHILD_SIZE) {
      return Optional.of(
          NARROW_WORD + "child of " + tx.vsize() + " bytes (max " + NARROW_CHILD_SIZE + ")");
    }
    return ancestors.get(0).children.isEmpty()
        ? Optional.empty()
        : Optional.of(NARROW_WORD + ancestors.get(0).tx.txid() + " has a child");
  }
}
