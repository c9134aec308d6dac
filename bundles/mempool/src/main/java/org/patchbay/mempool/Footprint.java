package org.patchbay.mempool;

import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;

/**
 * Bytes of heap that a transaction of the pool keeps alive, with what finds it: objects of the JVM
 * with compressed references, each a multiple of 8 bytes. The bound of the pool counts these, not
 * bytes on the wire: two inputs and two outputs take 190 bytes there and about 1,200 here.
 */
final class Footprint {
  private static final int ARRAY = 16;
  private static final int HASH = 48;

  /** A node of a hash map and its share of the table. */
  private static final int MAP_ENTRY = 32 + 8;

  /** {@link Held}, its two lists, and its place in the heap. */
  private static final int HELD = 144 + 2 * (24 + 24) + 8;

  /** The transaction, its parts' holder and two lists; its two ids; three entries that find it. */
  private static final int TRANSACTION = 56 + 24 + 2 * 48 + 2 * HASH + 2 * MAP_ENTRY;

  private static final int INPUT = 32 + 24 + HASH + 4 + MAP_ENTRY;
  private static final int OUTPUT = 24 + 4;

  private Footprint() {}

  /** Of one transaction. */
  static int of(Transaction tx) {
    int bytes = HELD + TRANSACTION + array(tx.size());
    for (TxIn input : tx.inputs()) {
      bytes += INPUT + array(input.script().length);
    }
    for (TxOut output : tx.outputs()) {
      bytes += OUTPUT + array(output.script().length);
    }
    return bytes;
  }

  private static int array(int length) {
    return ARRAY + (length + 7 & ~7);
  }
}
