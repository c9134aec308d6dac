package org.patchbay.mempool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.sim.FakeHeaderView;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.UInt256;

/** At a tip of height 1,000 whose median time is 1,700,000,000; each block 600 s after the last. */
class LocksTest {
  private static final long MEDIAN = 1_700_000_000L;
  private final Locks locks =
      new Locks(
          new FakeHeaderView(Network.REGTEST.genesis(), 1000, UInt256.ZERO, MEDIAN),
          height -> MEDIAN - 600L * (1000 - height));

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "1000, 0, true",
    "1001, 0, false",
    "1001, 4294967295, true",
    "499999999, 0, false",
    "1699999999, 0, true",
    "1700000000, 0, false"
  })
  void lockTime(long lockTime, long sequence, boolean over) {
    assertEquals(over, locks.isFinal(tx(2, sequence, lockTime)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000, true",
    "2, 1000, false",
    "10, 991, true",
    "10, 992, false",
    "1, 1001, false",
    "0, 1001, true",
    "4194304, 1001, true",
    "4194305, 1001, false",
    "4194305, 1000, true",
    "4194306, 1000, false",
    "4194306, 999, true"
  })
  void relativeLock(long sequence, int coinHeight, boolean over) {
    TxIn input = tx(2, sequence, 0).inputs().get(0);
    assertEquals(over, locks.isOver(input, coinHeight));
  }

  @Test
  void oldVersionsAndTheDisablingBitHaveNoRelativeLock() {
    assertTrue(relative(2, 5));
    assertFalse(relative(1, 5));
    assertFalse(relative(2, 5 | 1L << 31));
  }

  private static boolean relative(long version, long sequence) {
    Transaction tx = tx(version, sequence, 0);
    return Locks.isRelative(tx, tx.inputs().get(0));
  }

  private static Transaction tx(long version, long sequence, long lockTime) {
    TxIn input = new TxIn(new OutPoint(Hash256.ZERO, 0), new byte[0], sequence);
    TxOut output = new TxOut(1000, Spends.SCRIPT);
    return Transaction.of(version, List.of(input), List.of(output), List.of(), lockTime);
  }
}
