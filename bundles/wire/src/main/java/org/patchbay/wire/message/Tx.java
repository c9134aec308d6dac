package org.patchbay.wire.message;

import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;

/** A transaction (protocol-facts §5.4), written as it was read. */
public record Tx(Transaction transaction) implements Message {
  /** Reads the payload, and hashes it on the thread that reads: everybody asks for both hashes. */
  public static Tx read(WireReader in) throws MalformedException {
    Transaction transaction = Transaction.read(in);
    transaction.txid();
    transaction.wtxid();
    return new Tx(transaction);
  }

  @Override
  public String command() {
    return "tx";
  }

  @Override
  public void write(WireWriter out) {
    transaction.write(out);
  }
}
