package org.patchbay.chain;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.script.Script;

/** Makes regtest blocks whose outputs anyone may spend: P2WSH of the script that says true. */
final class Growth {
  static final byte[] TRUE = {0x51};
  static final byte[] SCRIPT = p2wsh();

  private static final long SUBSIDY = 5_000_000_000L;

  private Growth() {}

  private static byte[] p2wsh() {
    byte[] script = new byte[34];
    script[1] = 0x20;
    System.arraycopy(Sha256.hash(TRUE), 0, script, 2, 32);
    return script;
  }

  static long subsidy(int height) {
    return height >= 64 * 150 ? 0 : SUBSIDY >> height / 150;
  }

  /** A coinbase for a height, distinguished by a mark. */
  static Transaction coinbase(int height, long mark, long value) {
    return coinbase(height, mark, List.of(new TxOut(value, SCRIPT)), false);
  }

  private static Transaction coinbase(
      int height, long mark, List<TxOut> outputs, boolean reserved) {
    WireWriter script = new WireWriter(32);
    script.bytes(Script.number(height)).u8(8).i64(mark);
    return Transaction.of(
        1,
        List.of(new TxIn(OutPoint.NULL, script.toBytes(), 0xFFFFFFFFL)),
        outputs,
        reserved ? List.of(List.of(new byte[32])) : List.of(),
        0);
  }

  /** A block that nothing but a coinbase is in. */
  static Block empty(BlockHeader parent, int height, long mark) {
    return block(parent, height, mark, List.of());
  }

  /** A block with spends, which pay no fees to its coinbase, and a commitment where one is due. */
  static Block block(BlockHeader parent, int height, long mark, List<Transaction> spends) {
    List<TxOut> outputs = new ArrayList<>(List.of(new TxOut(subsidy(height), SCRIPT)));
    boolean witness = spends.stream().anyMatch(Transaction::hasWitness);
    List<Transaction> all = new ArrayList<>();
    all.add(coinbase(height, mark, outputs, witness));
    all.addAll(spends);
    if (witness) {
      Hash256 root = MerkleTree.witnessRoot(Block.of(parent, all));
      byte[] both = new byte[64];
      root.copyTo(both, 0);
      byte[] script = new byte[38];
      byte[] head = {0x6a, 0x24, (byte) 0xaa, 0x21, (byte) 0xa9, (byte) 0xed};
      System.arraycopy(head, 0, script, 0, head.length);
      System.arraycopy(Sha256.doubleHash(both, 0, 64), 0, script, head.length, 32);
      outputs.add(new TxOut(0, script));
      all.set(0, coinbase(height, mark, outputs, true));
    }
    return of(parent, all);
  }

  /** A block of exactly these transactions. */
  static Block of(BlockHeader parent, List<Transaction> transactions) {
    Hash256 root = MerkleTree.root(transactions.stream().map(Transaction::txid).toList()).hash();
    return of(parent, root, transactions);
  }

  static Block of(BlockHeader parent, Hash256 root, List<Transaction> transactions) {
    for (long nonce = 0; ; nonce++) {
      BlockHeader header =
          new BlockHeader(0x20000000, parent.hash(), root, parent.time() + 600, Miner.EASY, nonce);
      if (CompactTarget.isMetBy(header.hash(), Miner.EASY)) {
        return Block.of(header, transactions);
      }
    }
  }

  /** Spends outputs with two halves of their sum, without a fee. */
  static Transaction spend(List<OutPoint> coins, long sum) {
    return spend(2, coins, 0xFFFFFFFFL, 0, List.of(sum / 2, sum - sum / 2));
  }

  static Transaction spend(
      long version, List<OutPoint> coins, long sequence, long lockTime, List<Long> values) {
    List<TxIn> inputs = coins.stream().map(coin -> new TxIn(coin, new byte[0], sequence)).toList();
    return Transaction.of(
        version,
        inputs,
        values.stream().map(value -> new TxOut(value, SCRIPT)).toList(),
        coins.stream().map(coin -> List.of(TRUE)).toList(),
        lockTime);
  }

  /** Blocks that only pay their miners, the first one of them at a height. */
  static List<Block> line(BlockHeader parent, int height, int count, long mark) {
    List<Block> blocks = new ArrayList<>(count);
    BlockHeader last = parent;
    for (int i = 0; i < count; i++) {
      blocks.add(empty(last, height + i, mark));
      last = blocks.get(i).header();
    }
    return blocks;
  }

  static OutPoint output(Transaction tx, int index) {
    return new OutPoint(tx.txid(), index);
  }
}
