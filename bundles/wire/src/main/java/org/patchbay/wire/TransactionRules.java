package org.patchbay.wire;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The checks of a transaction that need nothing but itself (protocol-facts §6.1, last point). */
public final class TransactionRules {
  /** All coins that can ever be, in satoshi. */
  public static final long MAX_MONEY = 2_100_000_000_000_000L;

  private TransactionRules() {}

  /**
   * The first rule that is broken, as Bitcoin Core's word and the values that mattered; or empty.
   */
  public static Optional<String> broken(Transaction tx) {
    if (tx.inputs().isEmpty()) {
      return Optional.of("bad-txns-vin-empty: no inputs");
    }
    if (tx.outputs().isEmpty()) {
      return Optional.of("bad-txns-vout-empty: no outputs");
    }
    if (4L * tx.basicSize() > 4_000_000) {
      return Optional.of("bad-txns-oversize: basic size " + tx.basicSize() + " (max 1000000)");
    }
    long total = 0;
    for (TxOut output : tx.outputs()) {
      if (output.value() < 0 || output.value() > MAX_MONEY) {
        return Optional.of(
            (output.value() < 0 ? "bad-txns-vout-negative" : "bad-txns-vout-toolarge")
                + ": output of "
                + output.value()
                + " (0 to "
                + MAX_MONEY
                + ")");
      }
      total += output.value();
      if (total > MAX_MONEY) {
        return Optional.of(
            "bad-txns-txouttotal-toolarge: outputs of "
                + total
                + " together (max "
                + MAX_MONEY
                + ")");
      }
    }
    Set<OutPoint> spent = new HashSet<>();
    for (TxIn input : tx.inputs()) {
      if (!spent.add(input.previous())) {
        return Optional.of("bad-txns-inputs-duplicate: input spent twice: " + input.previous());
      }
    }
    if (tx.isCoinbase()) {
      int length = tx.inputs().get(0).script().length;
      return length < 2 || length > 100
          ? Optional.of("bad-cb-length: coinbase script of " + length + " bytes (2 to 100)")
          : Optional.empty();
    }
    return spent.contains(OutPoint.NULL)
        ? Optional.of("bad-txns-prevout-null: input without an output to spend")
        : Optional.empty();
  }
}
