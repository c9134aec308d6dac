package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** A package of transactions (BIP331 draft, protocol-facts §5.7). */
public record PkgTxns(List<Transaction> transactions) implements Message {
  /** Keeps its own list. */
  public PkgTxns {
    transactions = List.copyOf(transactions);
  }

  /** Reads the payload. */
  public static PkgTxns read(WireReader in) throws MalformedException {
    return new PkgTxns(in.list(CompactSize.MAX_LENGTH, Transaction.MIN_SIZE, Transaction::read));
  }

  @Override
  public String command() {
    return "pkgtxns";
  }

  @Override
  public void write(WireWriter out) {
    out.compactSize(transactions.size());
    transactions.forEach(tx -> tx.write(out));
  }
}
