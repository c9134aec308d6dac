package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.CmpctBlock;
import org.patchbay.wire.message.MerkleBlock;

/** The forms in which a block is given besides the whole one. They copy or hash it whole. */
final class ServedForms {
  private ServedForms() {}

  /** Without its witnesses (protocol-facts §5.3). */
  static BlockMessage stripped(Block block) {
    List<Transaction> bare =
        block.transactions().stream().map(Transaction::withoutWitness).toList();
    return new BlockMessage(Block.of(block.header(), bare));
  }

  /**
   * As much of a block as passes a filter (BIP37): a proof, and the transactions themselves.
   *
   * @param after the filter, with the outputs that were added on the way
   */
  record Filtered(MerkleBlock proof, List<Transaction> transactions, BloomFilter after) {
    /** Bytes of all messages. */
    long size() {
      long proofs = BlockHeader.SIZE + (long) Hash256.SIZE * proof.hashes().size();
      return proofs + transactions.stream().mapToLong(Transaction::size).sum();
    }
  }

  /** Through a filter, which is confined to this call. */
  static Filtered filtered(Block block, BloomFilter filter) {
    List<Transaction> all = block.transactions();
    BitSet matches = new BitSet();
    List<Transaction> matching = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (filter.matches(all.get(i))) {
        matches.set(i);
        matching.add(all.get(i).withoutWitness());
      }
    }
    List<Hash256> txids = all.stream().map(Transaction::txid).toList();
    return new Filtered(PartialTree.of(block.header(), txids, matches), matching, filter);
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
