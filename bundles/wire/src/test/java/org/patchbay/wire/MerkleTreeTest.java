package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Protocol-facts §6.2. */
class MerkleTreeTest {
  private final Any any = new Any(62);

  @Test
  void rootOfAnyNumberOfLeaves() {
    for (int count = 0; count < 70; count++) {
      List<Hash256> leaves = Stream.generate(any::hash).limit(count).toList();
      MerkleTree.Root root = MerkleTree.root(leaves);

      assertEquals(naive(leaves), root.hash());
      assertFalse(root.mutated());
    }
  }

  @Test
  void repeatedLeavesKeepTheRootAndAreNoticed() {
    for (int count = 1; count < 40; count++) {
      List<Hash256> leaves = Stream.generate(any::hash).limit(count).toList();
      // Repeating the last 2ᵏ leaves, where they end an odd level, changes nothing above it.
      int run = Integer.lowestOneBit(count);
      if (run == count) {
        continue;
      }
      List<Hash256> padded = new ArrayList<>(leaves);
      padded.addAll(leaves.subList(count - run, count));

      assertEquals(MerkleTree.root(leaves).hash(), MerkleTree.root(padded).hash());
      assertTrue(MerkleTree.root(padded).mutated());
    }
  }

  @Test
  void withoutACoinbaseOnlySixtyFourBytesMatter() {
    Transaction tx = spending(new byte[5]);
    Transaction sixtyFour = spending(new byte[4]);
    assertEquals(64, sixtyFour.size());

    assertEquals(Optional.empty(), MerkleTree.mutation(blockOf(tx), true));
    assertEquals(
        Optional.of("bad-cb-missing: a transaction of 64 bytes without a coinbase"),
        MerkleTree.mutation(blockOf(tx, sixtyFour), true));
    assertEquals(Optional.empty(), MerkleTree.mutation(blockOf(), true));
  }

  @Test
  void witnessesNeedACommitment() {
    Transaction coinbase = coinbase(List.of(), new byte[] {0x51});
    Transaction plain = spending(new byte[9]);
    Transaction signed =
        Transaction.of(2, plain.inputs(), plain.outputs(), List.of(List.of(new byte[1])), 0);

    assertEquals(Optional.empty(), MerkleTree.mutation(blockOf(coinbase, plain), true));
    for (boolean active : new boolean[] {false, true}) {
      assertEquals(
          Optional.of("unexpected-witness: witness without a commitment"),
          MerkleTree.mutation(blockOf(coinbase, signed), active));
    }
  }

  @Test
  void theLastCommitmentCounts() {
    Transaction plain = spending(new byte[9]);
    Transaction signed =
        Transaction.of(2, plain.inputs(), plain.outputs(), List.of(List.of(new byte[1])), 0);
    byte[] reserved = any.bytes(32);
    byte[] right = commitment(List.of(Hash256.ZERO, signed.wtxid()), reserved);
    byte[] wrong = commitment(List.of(Hash256.ZERO, plain.txid()), reserved);
    List<byte[]> witness = List.of(reserved);

    assertTrue(mutation(coinbase(witness, wrong, right), signed).isEmpty());
    assertTrue(mutation(coinbase(witness, right, wrong), signed).isPresent());
    assertTrue(mutation(coinbase(List.of(any.bytes(32)), right), signed).isPresent());
    assertTrue(mutation(coinbase(List.of(new byte[31]), right), signed).isPresent());
    assertTrue(mutation(coinbase(List.of(reserved, reserved), right), signed).isPresent());
    assertTrue(mutation(coinbase(List.of(), right), signed).isPresent());
  }

  private static Optional<String> mutation(Transaction... transactions) {
    return MerkleTree.mutation(blockOf(transactions), true);
  }

  private static byte[] commitment(List<Hash256> leaves, byte[] reserved) {
    byte[] both = NetworkAddress.concat(MerkleTree.root(leaves).hash().toBytes(), reserved);
    byte[] start = {0x6a, 0x24, (byte) 0xaa, 0x21, (byte) 0xa9, (byte) 0xed};
    return NetworkAddress.concat(start, Sha256.doubleHash(both, 0, both.length));
  }

  private static Block blockOf(Transaction... transactions) {
    Hash256 root = MerkleTree.root(Stream.of(transactions).map(Transaction::txid).toList()).hash();
    return Block.of(new BlockHeader(4, Hash256.ZERO, root, 0, 0, 0), List.of(transactions));
  }

  private static Transaction coinbase(List<byte[]> witness, byte[]... scripts) {
    List<TxOut> outputs = Stream.of(scripts).map(script -> new TxOut(1, script)).toList();
    TxIn in = new TxIn(OutPoint.NULL, new byte[2], 0);
    return Transaction.of(2, List.of(in), outputs, List.of(witness), 0);
  }

  private Transaction spending(byte[] script) {
    TxIn in = new TxIn(new OutPoint(any.hash(), 0), new byte[0], 0);
    return Transaction.of(2, List.of(in), List.of(new TxOut(1, script)), List.of(), 0);
  }

  private static Hash256 naive(List<Hash256> level) {
    if (level.size() < 2) {
      return level.isEmpty() ? Hash256.ZERO : level.get(0);
    }
    List<Hash256> above = new ArrayList<>();
    for (int i = 0; i < level.size(); i += 2) {
      byte[] left = level.get(i).toBytes();
      byte[] right = level.get(Math.min(i + 1, level.size() - 1)).toBytes();
      byte[] both = NetworkAddress.concat(left, right);
      above.add(Hash256.of(Sha256.hash(Sha256.hash(both))));
    }
    return naive(above);
  }
}
