package org.patchbay.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireWriter;

/** Transactions that spend outputs which anybody can spend, validly and in a standard form. */
public final class Spends {
  private static final byte[] TRUE = {0x51};

  /** Pays to the witness script {@code OP_TRUE}. */
  public static final byte[] SCRIPT =
      new WireWriter(34).u8(0).u8(32).bytes(Sha256.hash(TRUE)).toBytes();

  private Spends() {}

  /** Moves an output of so many satoshi, less a fee. */
  public static Transaction move(OutPoint from, long value, long fee) {
    return split(from, value, fee, 1);
  }

  /** Splits an output into equal parts; what does not divide is fee too. */
  public static Transaction split(OutPoint from, long value, long fee, int parts) {
    TxOut part = new TxOut((value - fee) / parts, SCRIPT);
    return spend(List.of(from), Collections.nCopies(parts, part));
  }

  /** Spends outputs into others. */
  public static Transaction spend(List<OutPoint> from, List<TxOut> to) {
    List<TxIn> inputs = new ArrayList<>();
    List<List<byte[]>> witnesses = new ArrayList<>();
    for (OutPoint place : from) {
      inputs.add(new TxIn(place, new byte[0], 0xFFFFFFFDL));
      witnesses.add(List.of(TRUE));
    }
    return Transaction.of(2, inputs, to, witnesses, 0);
  }
}
