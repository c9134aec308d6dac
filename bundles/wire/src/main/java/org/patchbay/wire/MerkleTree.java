package org.patchbay.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Merkle roots, the witness commitment and the test for mutated blocks (protocol-facts §6.2). */
public final class MerkleTree {
  private static final byte[] COMMITMENT = {
    0x6a, 0x24, (byte) 0xaa, 0x21, (byte) 0xa9, (byte) 0xed
  };

  private MerkleTree() {}

  /**
   * A root and whether the list was padded by repetition.
   *
   * @param mutated two equal hashes form a pair at some level (CVE-2012-2459): another block with
   *     the same root exists, so nothing may be concluded about the hash
   */
  public record Root(Hash256 hash, boolean mutated) {}

  /** The root over hashes; zero for none. */
  public static Root root(List<Hash256> leaves) {
    if (leaves.isEmpty()) {
      return new Root(Hash256.ZERO, false);
    }
    byte[] level = new byte[leaves.size() * Hash256.SIZE];
    for (int i = 0; i < leaves.size(); i++) {
      leaves.get(i).copyTo(level, i * Hash256.SIZE);
    }
    boolean mutated = false;
    byte[] pair = new byte[2 * Hash256.SIZE];
    for (int size = leaves.size(); size > 1; size = (size + 1) / 2) {
      for (int i = 0; i < size; i += 2) {
        int right = Math.min(i + 1, size - 1);
        System.arraycopy(level, i * Hash256.SIZE, pair, 0, Hash256.SIZE);
        System.arraycopy(level, right * Hash256.SIZE, pair, Hash256.SIZE, Hash256.SIZE);
        mutated |= right > i && Hash256.of(pair, 0).equals(Hash256.of(pair, Hash256.SIZE));
        System.arraycopy(
            Sha256.doubleHash(pair, 0, pair.length), 0, level, i / 2 * Hash256.SIZE, Hash256.SIZE);
      }
    }
    return new Root(Hash256.of(level, 0), mutated);
  }

  /** The root over the txids of a block. */
  public static Root root(Block block) {
    return root(block.transactions().stream().map(Transaction::txid).toList());
  }

  /** The root over the wtxids of a block, zero standing for the coinbase's. */
  public static Hash256 witnessRoot(Block block) {
    List<Hash256> leaves = new ArrayList<>(block.transactions().size());
    for (Transaction tx : block.transactions()) {
      leaves.add(leaves.isEmpty() ? Hash256.ZERO : tx.wtxid());
    }
    return root(leaves).hash();
  }

  /**
   * The script of an output by which a coinbase commits to the witnesses of the other transactions,
   * the reserved value in its own witness being 32 bytes of zero.
   */
  public static byte[] commitmentTo(List<Transaction> others) {
    List<Hash256> leaves = new ArrayList<>(others.size() + 1);
    leaves.add(Hash256.ZERO);
    others.forEach(tx -> leaves.add(tx.wtxid()));
    byte[] both = NetworkAddress.concat(root(leaves).hash().toBytes(), new byte[Hash256.SIZE]);
    return NetworkAddress.concat(COMMITMENT, Sha256.doubleHash(both, 0, both.length));
  }

  /** The rule on witnesses that a block breaks, or empty; for heights at which segwit is active. */
  public static Optional<String> brokenWitness(Block block) {
    Optional<byte[]> commitment =
        block.transactions().isEmpty() ? Optional.empty() : commitment(block.transactions().get(0));
    if (commitment.isEmpty()) {
      return unexpectedWitness(block);
    }
    List<List<byte[]>> witnesses = block.transactions().get(0).witnesses();
    if (witnesses.isEmpty()
        || witnesses.get(0).size() != 1
        || witnesses.get(0).get(0).length != Hash256.SIZE) {
      return Optional.of(
          "bad-witness-nonce-size: coinbase without the one reserved value of 32 bytes");
    }
    byte[] both = NetworkAddress.concat(witnessRoot(block).toBytes(), witnesses.get(0).get(0));
    Hash256 expected = Hash256.of(Sha256.doubleHash(both, 0, both.length));
    Hash256 committed = Hash256.of(commitment.get(), COMMITMENT.length);
    return expected.equals(committed)
        ? Optional.empty()
        : Optional.of(
            "bad-witness-merkle-match: commitment " + committed + " (is " + expected + ")");
  }

  /**
   * Why a block, as delivered, is not what its header commits to; empty when it is. A block for
   * which this gives a reason says nothing about its hash: another peer may have the real one.
   *
   * @param segwitActive at the block's height; before, no transaction may have a witness
   */
  public static Optional<String> mutation(Block block, boolean segwitActive) {
    Root root = root(block);
    if (!root.hash().equals(block.header().merkleRoot())) {
      return Optional.of(
          "bad-txnmrklroot: merkle root "
              + root.hash()
              + " (header "
              + block.header().merkleRoot()
              + ")");
    }
    if (root.mutated()) {
      return Optional.of("bad-txns-duplicate: transactions repeated");
    }
    List<Transaction> transactions = block.transactions();
    if (transactions.isEmpty() || !transactions.get(0).isCoinbase()) {
      // Such a block is invalid anyhow; what matters is that its hash is not blamed for a
      // transaction that stands for two inner nodes of the tree.
      return transactions.stream().anyMatch(tx -> tx.basicSize() == 64)
          ? Optional.of("bad-cb-missing: a transaction of 64 bytes without a coinbase")
          : Optional.empty();
    }
    return segwitActive ? brokenWitness(block) : unexpectedWitness(block);
  }

  private static Optional<String> unexpectedWitness(Block block) {
    return block.transactions().stream().anyMatch(Transaction::hasWitness)
        ? Optional.of("unexpected-witness: witness without a commitment")
        : Optional.empty();
  }

  /** The script of the output that commits to the witnesses: its last; empty when there is none. */
  public static Optional<byte[]> commitment(Transaction coinbase) {
    for (int i = coinbase.outputs().size() - 1; i >= 0; i--) {
      byte[] script = coinbase.outputs().get(i).script();
      if (script.length >= COMMITMENT.length + Hash256.SIZE
          && NetworkAddress.startsWith(script, COMMITMENT)) {
        return Optional.of(script);
      }
    }
    return Optional.empty();
  }
}
