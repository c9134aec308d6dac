package org.patchbay.chain;

import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/**
 * The greatest hash a header may have, as its compact bits say. Immutable.
 *
 * @param value zero when the compact form is negative, zero or overflows
 * @param work expected hashes for it; zero when the compact form is invalid
 */
record Target(int bits, UInt256 value, UInt256 work) {
  static Target of(int bits) {
    long compact = Integer.toUnsignedLong(bits);
    return new Target(
        bits, CompactTarget.target(compact).orElse(UInt256.ZERO), CompactTarget.work(compact));
  }

  /** False for invalid compact forms, and above the limit. */
  boolean within(Target limit) {
    return !value.isZero() && value.compareTo(limit.value) <= 0;
  }

  /** Whether a hash, taken as a number, is low enough. */
  boolean metBy(Hash256 hash) {
    // Nearly always decided by the first word.
    int order = Long.compareUnsigned(hash.longAt(3), value.longAt(3));
    return order < 0 || order == 0 && UInt256.of(hash).compareTo(value) <= 0;
  }
}
