package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.bitcoinj.core.BloomFilter.BloomUpdate;
import org.bitcoinj.core.FilteredBlock;
import org.bitcoinj.params.MainNetParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.MerkleTree;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxIn;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.FilterLoad;
import org.patchbay.wire.message.MerkleBlock;

class BloomFilterTest {
  private static final byte[] KEY =
      HexFormat.of().parseHex("02" + "79be667ef9dcbbac55a06295".repeat(2) + "0011223344556677");
  private static final int ALL = 1;
  private static final int KEYS_ALONE = 2;

  private static BloomFilter empty(int flags) {
    return BloomFilter.of(new FilterLoad(new byte[1_000], 10, 5, flags));
  }

  private static BloomFilter read(byte[] message) throws MalformedException {
    return BloomFilter.of(FilterLoad.read(new WireReader(message)));
  }

  private static byte[] push(byte[] data, int... then) {
    byte[] script = new byte[1 + data.length + then.length];
    script[0] = (byte) data.length;
    System.arraycopy(data, 0, script, 1, data.length);
    for (int i = 0; i < then.length; i++) {
      script[1 + data.length + i] = (byte) then[i];
    }
    return script;
  }

  private static Transaction tx(OutPoint spent, byte[] input, byte[]... outputs) {
    List<TxOut> out = Arrays.stream(outputs).map(script -> new TxOut(5, script)).toList();
    return Transaction.of(2, List.of(new TxIn(spent, input, 0)), out, List.of(), 0);
  }

  private static byte[] bytes(OutPoint outPoint) {
    WireWriter out = new WireWriter();
    outPoint.write(out);
    return out.toBytes();
  }

  /** Bits of every place, as far as elements tell. */
  private static List<Boolean> answers(BloomFilter filter, List<byte[]> elements) {
    return elements.stream().map(filter::contains).toList();
  }

  @Test
  void elementsAreFoundAsBitcoinjFindsThem() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int size : new int[] {1, 3, 50}) {
      org.bitcoinj.core.BloomFilter theirs =
          new org.bitcoinj.core.BloomFilter(size, 0.1, random.nextInt());
      BloomFilter before = read(theirs.serialize());
      List<byte[]> elements = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        byte[] element = new byte[random.nextInt(60)];
        random.nextBytes(element);
        elements.add(element);
        if (i < size) {
          theirs.insert(element);
          before.add(element);
        }
      }
      List<Boolean> expected = elements.stream().map(theirs::contains).toList();
      assertEquals(expected, answers(read(theirs.serialize()), elements));
      assertEquals(expected, answers(before, elements));
      assertTrue(expected.contains(false), "some are not in it");
    }
  }

  @Test
  void aFilterWithoutBytesMatchesEverything() {
    BloomFilter filter = BloomFilter.of(new FilterLoad(new byte[0], 50, 0, ALL));
    filter.add(KEY);
    assertTrue(filter.matches(tx(OutPoint.NULL, new byte[0], push(KEY))));
  }

  @Test
  void aTransactionMatchesByItsIdItsDataAndWhatItSpends() {
    Transaction tx = tx(new OutPoint(Hash256.ZERO, 3), push(new byte[] {8, 8}), push(KEY, 0xac));
    assertFalse(empty(ALL).matches(tx));
    for (byte[] element :
        List.of(
            tx.txid().toBytes(), KEY, bytes(new OutPoint(Hash256.ZERO, 3)), new byte[] {8, 8})) {
      BloomFilter filter = empty(0);
      filter.add(element);
      assertTrue(filter.matches(tx), HexFormat.of().formatHex(element));
    }
  }

  @Test
  void whatSpendsAMatchIsFoundWhereTheFlagsSaySo() {
    byte[] hash = new byte[20];
    byte[] toHash = push(hash, 0x88, 0xac);
    byte[] toKey = push(KEY, 0xac);
    for (int flags = 0; flags <= KEYS_ALONE; flags++) {
      BloomFilter filter = empty(flags);
      filter.add(hash);
      filter.add(KEY);
      Transaction tx = tx(OutPoint.NULL, new byte[0], toHash, toKey);
      BloomFilter copy = filter.copy();
      assertTrue(copy.matches(tx));
      Transaction ofHash = tx(new OutPoint(tx.txid(), 0), new byte[0], new byte[0]);
      Transaction ofKey = tx(new OutPoint(tx.txid(), 1), new byte[0], new byte[0]);
      assertFalse(filter.matches(ofHash), "the copy alone has learnt");
      filter.learn(copy);
      assertEquals(flags == ALL, filter.matches(ofHash), "flags " + flags);
      assertEquals(flags != 0, filter.matches(ofKey), "flags " + flags);
    }
  }

  /**
   * Elements are every fortieth piece of data of a real block's outputs. The filter is so large
   * that nothing matches by chance: bitcoinj looks for txids in another order of bytes.
   */
  @ParameterizedTest
  @EnumSource(BloomUpdate.class)
  void aRealBlockIsFilteredByteForByteAsBitcoinjDoes(BloomUpdate update) throws Exception {
    Block block = Data.block("mainnet-413567.raw");
    org.bitcoinj.core.BloomFilter theirs =
        new org.bitcoinj.core.BloomFilter(3_000, 1e-9, 7, update);
    List<byte[]> outPoints = new ArrayList<>();
    int pieces = 0;
    for (Transaction tx : block.transactions()) {
      for (int i = 0; i < tx.outputs().size(); i++) {
        outPoints.add(bytes(new OutPoint(tx.txid(), i)));
        byte[] script = tx.outputs().get(i).script();
        if (pieces++ % 40 == 0 && script.length == 25) {
          theirs.insert(Arrays.copyOfRange(script, 3, 23));
        }
      }
    }
    BloomFilter ours = read(theirs.serialize());
    ServedForms.Filtered filtered = ServedForms.filtered(block, ours.copy());
    FilteredBlock expected =
        theirs.applyAndUpdate(
            MainNetParams.get()
                .getDefaultSerializer()
                .makeBlock(ByteBuffer.wrap(Data.bytes("mainnet-413567.raw"))));

    WireWriter proof = new WireWriter();
    filtered.proof().write(proof);
    assertArrayEquals(expected.serialize(), proof.toBytes());
    assertEquals(
        expected.getTransactionHashes().stream().map(Object::toString).toList(),
        filtered.transactions().stream().map(tx -> tx.txid().toString()).toList());
    assertTrue(filtered.transactions().size() > 10);
    assertTrue(filtered.transactions().stream().noneMatch(Transaction::hasWitness));
    ours.learn(filtered.after());
    assertEquals(
        outPoints.stream().map(theirs::contains).toList(), answers(ours, outPoints), "learnt");
  }

  @Test
  void aProofOfAnySizeLeadsToTheRoot() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    for (int size = 1; size <= 40; size++) {
      List<Transaction> all = new ArrayList<>();
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        boolean match = random.nextInt(4) == 0;
        Transaction tx =
            tx(new OutPoint(Hash256.ZERO, i), new byte[0], match ? push(KEY) : new byte[0]);
        all.add(tx);
        if (match) {
          wanted.add(tx.txid().toString());
        }
      }
      BloomFilter filter = empty(0);
      filter.add(KEY);
      Hash256 root = MerkleTree.root(all.stream().map(Transaction::txid).toList()).hash();
      Block block = Block.of(new BlockHeader(1, Hash256.ZERO, root, 1, 0x207fffff, 0), all);
      MerkleBlock proof = ServedForms.filtered(block, filter).proof();
      WireWriter out = new WireWriter();
      proof.write(out);
      FilteredBlock read = FilteredBlock.read(ByteBuffer.wrap(out.toBytes()));
      assertEquals(wanted, read.getTransactionHashes().stream().map(Object::toString).toList());
      assertEquals(size, read.getTransactionCount());
    }
  }
}
