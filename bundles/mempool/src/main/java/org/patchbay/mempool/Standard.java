package org.patchbay.mempool;

import java.util.Optional;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TransactionRules;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.script.Script;
import org.patchbay.wire.script.ScriptForm;

/**
 * The checks that need nothing but the transaction: the rules of consensus (protocol-facts §6.1),
 * then what Bitcoin Core's nodes relay by default.
 *
 * <p>The limits are Core's of its release 30: output data up to 100,000 bytes for all outputs of a
 * transaction together, dust at 3,000 satoshi per 1,000 virtual bytes. Less than 65 bytes without
 * witness is refused because 64 could be taken for two inner nodes of a merkle tree (§6.2). No
 * output may be dust, not even one of a transaction without a fee.
 */
final class Standard {
  static final int MAX_WEIGHT = 400_000;
  static final int MAX_INPUT_SCRIPT = 1650;
  static final int MAX_DATA = 100_000;
  private static final int MIN_BASIC_SIZE = 65;
  private static final int MAX_VERSION = 3;
  private static final long DUST_RATE = 3000;

  /** Bytes an input takes that spends an output: with a witness, and without. */
  private static final int WITNESS_INPUT = 67;

  private static final int PLAIN_INPUT = 148;

  private Standard() {}

  /** Bitcoin Core's word for the first check that fails, with the values; or empty. */
  static Optional<String> broken(Transaction tx) {
    Optional<String> rule = TransactionRules.broken(tx);
    if (rule.isPresent()) {
      return rule;
    }
    if (tx.isCoinbase()) {
      return Optional.of("coinbase: not on its own");
    }
    if (tx.version() < 1 || tx.version() > MAX_VERSION) {
      return Optional.of("version: " + tx.version() + " (1 to " + MAX_VERSION + ")");
    }
    if (tx.weight() > MAX_WEIGHT) {
      return Optional.of("tx-size: weight " + tx.weight() + " (max " + MAX_WEIGHT + ")");
    }
    for (TxIn input : tx.inputs()) {
      if (input.script().length > MAX_INPUT_SCRIPT) {
        return Optional.of(
            "scriptsig-size: %d (max %d)".formatted(input.script().length, MAX_INPUT_SCRIPT));
      }
      if (!Script.pushesOnly(input.script(), 0)) {
        return Optional.of("scriptsig-not-pushonly: of the input " + input.previous());
      }
    }
    Optional<String> output = brokenOutput(tx);
    return output.isEmpty() && tx.basicSize() < MIN_BASIC_SIZE
        ? Optional.of(
            "tx-size-small: %d bytes without witness (min %d)"
                .formatted(tx.basicSize(), MIN_BASIC_SIZE))
        : output;
  }

  private static Optional<String> brokenOutput(Transaction tx) {
    int data = 0;
    for (int i = 0; i < tx.outputs().size(); i++) {
      TxOut output = tx.outputs().get(i);
      ScriptForm form = ScriptForm.of(output.script());
      if (form == ScriptForm.OTHER) {
        return Optional.of("scriptpubkey: output " + i + " has no standard form");
      }
      if (form == ScriptForm.DATA) {
        data += output.script().length;
        if (data > MAX_DATA) {
          return Optional.of("datacarrier: " + data + " bytes (max " + MAX_DATA + ")");
        }
      } else if (output.value() < dust(output, form)) {
        return Optional.of(
            "dust: output %d of %d (min %d)".formatted(i, output.value(), dust(output, form)));
      }
    }
    return Optional.empty();
  }

  /** The least value of an output that is worth spending, in satoshi. */
  static long dust(TxOut output, ScriptForm form) {
    int length = output.script().length;
    int spent = form.witness() ? WITNESS_INPUT : PLAIN_INPUT;
    return DUST_RATE * (8 + CompactSize.sizeOf(length) + length + spent) / 1000;
  }
}
