package org.patchbay.protocols;

import java.util.List;
import org.patchbay.wire.Block;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.Message;

/**
 * The forms in which a block is given besides the whole one. Immutable. Hashing and copying happen
 * when they are written, which is not on the node loop.
 */
final class ServedForms {
  private ServedForms() {}

  /** A block without its witnesses (protocol-facts §5.3). */
  record Stripped(Block block) implements Message {
    @Override
    public String command() {
      return "block";
    }

    @Override
    public void write(WireWriter out) {
      block.writeWithoutWitness(out);
    }
  }

  /** A compact block with the coinbase in full (protocol-facts §7.1). */
  record Compact(Block block, long nonce) implements Message {
    @Override
    public String command() {
      return "cmpctblock";
    }

    @Override
    public void write(WireWriter out) {
      compact(block, nonce).write(out);
    }
  }

  /** Short ids of all transactions but the coinbase. */
  static CmpctBlock compact(Block block, long nonce) {
    List<Transaction> transactions = block.transactions();
    ShortIds ids = ShortIds.of(block.header(), nonce);
    long[] shortIds = new long[transactions.size() - 1];
    for (int i = 0; i < shortIds.length; i++) {
      shortIds[i] = ids.of(transactions.get(i + 1).wtxid());
    }
    return new CmpctBlock(
        block.header(), nonce, shortIds, List.of(new CmpctBlock.Prefilled(0, transactions.get(0))));
  }
}
