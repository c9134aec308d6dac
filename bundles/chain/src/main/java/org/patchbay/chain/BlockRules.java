package org.patchbay.chain;

import java.util.List;
import java.util.Optional;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactSize;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TransactionRules;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.script.Script;
import org.patchbay.wire.script.Sigops;

/**
 * What a block must fulfil where it stands, without the outputs it spends (protocol-facts §6.2).
 *
 * <p>{@link #mutation} comes first: what is delivered may not be what the header commits to, and
 * then nothing it breaks may be held against the hash. Signet's block solution (§15.5) is a script
 * and, like every script, is not checked.
 */
record BlockRules(ChainParams params) {
  static final int MAX_WEIGHT = 4_000_000;
  static final int MAX_SIGOPS_COST = 80_000;

  private static final long LOCK_TIME_IS_TIME = 500_000_000L;
  private static final long FINAL_SEQUENCE = 0xFFFFFFFFL;

  /** Why what was delivered is not the block of its header; empty when it is. */
  Optional<String> mutation(Block block, int height) {
    return MerkleTree.mutation(block, params.deployments().segwitAt(height));
  }

  /**
   * Bitcoin Core's word for the first rule that a block breaks, with the values; or empty.
   *
   * @param medianTime of its parent, in unix seconds
   */
  Optional<String> broken(Block block, int height, long medianTime) {
    List<Transaction> transactions = block.transactions();
    if (transactions.isEmpty()) {
      return Optional.of("bad-blk-length: no transactions");
    }
    Optional<String> tooLarge = tooLarge(block);
    if (tooLarge.isPresent()) {
      return tooLarge;
    }
    if (!transactions.get(0).isCoinbase()) {
      return Optional.of("bad-cb-missing: first transaction is not a coinbase");
    }
    long now = params.deployments().csvAt(height) ? medianTime : block.header().time();
    int sigops = 0;
    for (int i = 0; i < transactions.size(); i++) {
      Transaction tx = transactions.get(i);
      if (i > 0 && tx.isCoinbase()) {
        return Optional.of("bad-cb-multiple: transaction " + i + " is another coinbase");
      }
      Optional<String> broken = TransactionRules.broken(tx);
      if (broken.isPresent()) {
        return Optional.of(placed(broken.get(), i));
      }
      if (!isFinal(tx, height, now)) {
        return Optional.of(
            "bad-txns-nonfinal: transaction %d: lock time %d (height %d, time %d)"
                .formatted(i, tx.lockTime(), height, now));
      }
      sigops += Sigops.legacy(tx);
      if (4 * sigops > MAX_SIGOPS_COST) {
        return Optional.of("bad-blk-sigops: signature operations cost over " + MAX_SIGOPS_COST);
      }
    }
    return height >= params.version2() && !startsWithHeight(transactions.get(0), height)
        ? Optional.of("bad-cb-height: coinbase does not begin with height " + height)
        : Optional.empty();
  }

  /** The word of a transaction's rule, which transaction it is, and the values. */
  private static String placed(String broken, int number) {
    int word = broken.indexOf(':');
    return broken.substring(0, word) + ": transaction " + number + broken.substring(word);
  }

  private static Optional<String> tooLarge(Block block) {
    List<Transaction> transactions = block.transactions();
    if (4L * transactions.size() > MAX_WEIGHT) {
      return Optional.of(
          "bad-blk-length: " + transactions.size() + " transactions (max " + MAX_WEIGHT / 4 + ")");
    }
    long basic = BlockHeader.SIZE + CompactSize.sizeOf(transactions.size());
    for (Transaction tx : transactions) {
      basic += tx.basicSize();
    }
    if (4 * basic > MAX_WEIGHT) {
      return Optional.of("bad-blk-length: basic size " + basic + " (max " + MAX_WEIGHT / 4 + ")");
    }
    long weight = block.weight();
    return weight > MAX_WEIGHT
        ? Optional.of("bad-blk-weight: weight " + weight + " (max " + MAX_WEIGHT + ")")
        : Optional.empty();
  }

  /** A lock time holds unless every input gives it up. */
  static boolean isFinal(Transaction tx, int height, long time) {
    long lockTime = tx.lockTime();
    if (lockTime == 0 || lockTime < (lockTime < LOCK_TIME_IS_TIME ? height : time)) {
      return true;
    }
    for (TxIn input : tx.inputs()) {
      if (input.sequence() != FINAL_SEQUENCE) {
        return false;
      }
    }
    return true;
  }

  /** BIP34: the script begins with the shortest push of the height. */
  private static boolean startsWithHeight(Transaction coinbase, int height) {
    byte[] script = coinbase.inputs().get(0).script();
    byte[] expected = Script.number(height);
    if (script.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (script[i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
