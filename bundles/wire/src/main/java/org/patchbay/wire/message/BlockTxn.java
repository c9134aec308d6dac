package org.patchbay.wire.message;

import java.util.List;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** Transactions of a block by index (BIP152, protocol-facts §7.2). */
public record BlockTxn(Hash256 block, List<Transaction> transactions) implements Message {
  /** Keeps its own list. */
  public BlockTxn {
    transactions = List.copyOf(transactions);
  }

  /** Reads the payload. */
  public static BlockTxn read(WireReader in) throws MalformedException {
    Hash256 block = in.hash();
    List<Transaction> transactions =
        in.list(CompactSize.MAX_LENGTH, Transaction.MIN_SIZE, Transaction::read);
    return new BlockTxn(block, transactions);
  }

  @Override
  public String command() {
    return "blocktxn";
  }

  @Override
  public void write(WireWriter out) {
    out.hash(block).compactSize(transactions.size());
    transactions.forEach(tx -> tx.write(out));
  }
}
