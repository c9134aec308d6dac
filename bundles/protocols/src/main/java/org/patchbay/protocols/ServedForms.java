package org.patchbay.protocols;

import java.util.List;
import org.patchbay.wire.Block;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.CmpctBlock;

/** The forms in which a block is given besides the whole one. They copy or hash it whole. */
final class ServedForms {
  private ServedForms() {}

  /** Without its witnesses (protocol-facts §5.3). */
  static BlockMessage stripped(Block block) {
    List<Transaction> bare =
        block.transactions().stream().map(Transaction::withoutWitness).toList();
    return new BlockMessage(Block.of(block.header(), bare));
  }

  /** Short ids of all transactions but the coinbase, which is given in full (§7.1). */
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
