package org.patchbay.mining;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.chain.BlockTree;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.script.Script;

/**
 * What a block after the active tip is made of. Immutable.
 *
 * @param next rules of that block
 * @param time unix seconds
 * @param entries what it takes of the pool, parents before children
 */
record Template(BlockTree.Next next, long time, List<Mempool.Entry> entries) {
  /** Below the last one, so that the lock time holds. */
  private static final long LOCKED = 0xFFFF_FFFEL;

  private static final int ONE_BYTE_HEIGHT = 16;

  Template {
    entries = List.copyOf(entries);
  }

  /**
   * The best one that the pool gives.
   *
   * @param now unix seconds of our clock
   * @param pool parents before children
   */
  static Template of(BlockTree.Next next, long now, List<Mempool.Entry> pool) {
    return new Template(next, Math.max(next.earliest(), now), Selection.of(pool));
  }

  int height() {
    return next.parent().height() + 1;
  }

  /** Compact bits, unsigned 32 bits. */
  long bits() {
    return next.difficulty().bits(time);
  }

  /** Satoshi that the coinbase may take. */
  long reward() {
    return next.subsidy() + entries.stream().mapToLong(Mempool.Entry::fee).sum();
  }

  /** The script of the output that commits to the witnesses. */
  byte[] commitment() {
    return MerkleTree.commitmentTo(entries.stream().map(Mempool.Entry::transaction).toList());
  }

  /** A block of this whose work is not done. */
  Block block(byte[] payee) {
    return block(payee, reward(), entries.stream().map(Mempool.Entry::transaction).toList());
  }

  /**
   * A block of other transactions, whose work is not done.
   *
   * @param reward satoshi that the coinbase takes
   */
  Block block(byte[] payee, long reward, List<Transaction> transactions) {
    List<Transaction> all = new ArrayList<>(transactions.size() + 1);
    all.add(coinbase(payee, reward, MerkleTree.commitmentTo(transactions)));
    all.addAll(transactions);
    Hash256 root = MerkleTree.root(all.stream().map(Transaction::txid).toList()).hash();
    return Block.of(
        new BlockHeader(next.version(), next.parent().hash(), root, time, bits(), 0), all);
  }

  private Transaction coinbase(byte[] payee, long reward, byte[] commitment) {
    // At these heights the height alone is too short for the script of a coinbase (§6.1).
    byte[] push = Script.number(height());
    byte[] script = height() > ONE_BYTE_HEIGHT ? push : ByteBuffer.allocate(2).put(push).array();
    return Transaction.of(
        2,
        List.of(new TxIn(OutPoint.NULL, script, LOCKED)),
        List.of(new TxOut(reward, payee), new TxOut(0, commitment)),
        List.of(List.of(new byte[Hash256.SIZE])),
        height() - 1L);
  }
}
