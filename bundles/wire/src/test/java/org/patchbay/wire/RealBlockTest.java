package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.message.CmpctBlock;

/** Blocks as miners made them (protocol-facts §6.2, §7.1). */
class RealBlockTest {
  @ParameterizedTest
  @CsvSource({
    "mainnet-367891,000000000000000012ea0ca9,420,false",
    "mainnet-413567,0000000000000000025aff8b,0,false",
    "mainnet-426884,00000000000000000431d0ea,0,false",
    "mainnet-481829,000000000000000000917cba,0,true",
    "mainnet-866342,000000000000000000014ce9,4864,true",
    "testnet3-928848,00000000000001dc1c2cbd9c,676,true",
  })
  void block(String name, String hash, int transactions, boolean segwit) throws MalformedException {
    byte[] raw = Data.bytes("blocks/" + name + ".raw");
    Block block = Block.read(new WireReader(raw));

    assertTrue(block.header().hash().toString().startsWith(hash));
    assertTrue(block.header().meetsOwnTarget());
    assertTrue(transactions == 0 || block.transactions().size() == transactions);
    assertArrayEquals(raw, write(block));
    assertEquals(Optional.empty(), MerkleTree.mutation(block, segwit));
    assertTrue(block.weight() <= 4_000_000);
    long inputs = 0;
    for (Transaction tx : block.transactions()) {
      assertEquals(Optional.empty(), TransactionRules.broken(tx));
      inputs += tx.inputs().size();
      assertEquals(4L * tx.basicSize() + tx.size() - tx.basicSize(), tx.weight());
      Transaction same =
          Transaction.of(tx.version(), tx.inputs(), tx.outputs(), tx.witnesses(), tx.lockTime());
      assertEquals(tx, same);
      assertEquals(tx.txid(), same.txid());
      assertEquals(tx.hashCode(), same.hashCode());
    }
    assertTrue(transactions != 420 || inputs == 1 + 20_817, inputs + " inputs");
    assertEquals(block, Block.of(block.header(), block.transactions()));
  }

  @ParameterizedTest
  @CsvSource({"mainnet-367891,false", "mainnet-481829,true", "mainnet-866342,true"})
  void withoutWitnessTheTxidsStay(String name, boolean segwit) throws MalformedException {
    byte[] raw = Data.bytes("blocks/" + name + ".raw");
    Block block = Block.read(new WireReader(raw));
    WireWriter out = new WireWriter();
    block.writeWithoutWitness(out);
    Block stripped = Block.read(new WireReader(out.toBytes()));

    assertEquals(segwit, out.size() < raw.length);
    assertEquals(3L * out.size() + raw.length, block.weight());
    assertEquals(txids(block), txids(stripped));
    assertEquals(MerkleTree.root(block), MerkleTree.root(stripped));
    assertFalse(stripped.transactions().stream().anyMatch(Transaction::hasWitness));
    assertEquals(segwit, MerkleTree.mutation(stripped, segwit).isPresent());
  }

  @ParameterizedTest
  @CsvSource({"mainnet-367891,false", "mainnet-866342,true"})
  void oneFlippedBitIsNoticed(String name, boolean segwit) {
    byte[] raw = Data.bytes("blocks/" + name + ".raw");
    Any any = new Any(6);
    for (int i = 0; i < 25; i++) {
      int at = BlockHeader.SIZE + any.below(raw.length - BlockHeader.SIZE);
      int bit = 1 << any.below(8);
      raw[at] ^= (byte) bit;
      assertTrue(isRefused(raw, segwit), () -> name + " byte " + at);
      raw[at] ^= (byte) bit;
    }
    assertFalse(isRefused(raw, segwit));
  }

  private static boolean isRefused(byte[] raw, boolean segwit) {
    try {
      return MerkleTree.mutation(Block.read(new WireReader(raw)), segwit).isPresent();
    } catch (MalformedException e) {
      return true;
    }
  }

  @Test
  void repeatedTransactionsAreNoticed() throws MalformedException {
    Block block = Block.read(new WireReader(Data.bytes("blocks/mainnet-367891.raw")));
    List<Transaction> repeated = new ArrayList<>(block.transactions());
    // 420 = 4 × 105: the last four once more give the same root (CVE-2012-2459).
    repeated.addAll(block.transactions().subList(416, 420));
    Block twin = Block.of(block.header(), repeated);

    assertEquals(MerkleTree.root(block).hash(), MerkleTree.root(twin).hash());
    assertEquals(
        Optional.of("bad-txns-duplicate: transactions repeated"), MerkleTree.mutation(twin, false));
  }

  @Test
  void firstBlocksOfTheChain() throws MalformedException {
    WireReader in = new WireReader(Data.bytes("blocks/mainnet-1-255.blk"));
    Hash256 previous = Network.MAIN.genesis().hash();
    int count = 0;
    while (in.remaining() > 0) {
      assertEquals(Network.MAIN.magic(), in.i32());
      byte[] raw = in.bytes((int) in.u32());
      Block block = Block.read(new WireReader(raw));
      assertEquals(previous, block.header().previous());
      assertTrue(block.header().meetsOwnTarget());
      assertEquals(Optional.empty(), MerkleTree.mutation(block, false));
      assertArrayEquals(raw, write(block));
      previous = block.header().hash();
      count++;
    }
    assertEquals(255, count);
  }

  @Test
  void compactBlockOfItsBlock() throws MalformedException {
    byte[] raw = Data.bytes("blocks/mainnet-426884.cmpctblock.raw");
    CmpctBlock compact = CmpctBlock.read(new WireReader(raw));
    Block block = Block.read(new WireReader(Data.bytes("blocks/mainnet-426884.raw")));
    WireWriter out = new WireWriter();
    compact.write(out);

    assertArrayEquals(raw, out.toBytes());
    assertEquals(block.header(), compact.header());
    assertEquals(block.transactions().get(0), compact.prefilled().get(0).transaction());
    byte[] nonce = new byte[8];
    Bytes.putI64(nonce, 0, compact.nonce());
    byte[] key = Sha256.hash(compact.header().toBytes(), nonce);
    for (int i = 0; i < compact.shortIds().length; i++) {
      // Version 1 of BIP152 hashed txids; before segwit wtxids are the same.
      Hash256 wtxid = block.transactions().get(i + 1).wtxid();
      long id = SipHash.hash(Bytes.i64(key, 0), Bytes.i64(key, 8), wtxid) & 0xFFFF_FFFF_FFFFL;
      assertEquals(id, compact.shortIds()[i]);
    }
    assertEquals(block.transactions().size() - 1, compact.shortIds().length);
  }

  private static List<Hash256> txids(Block block) {
    return block.transactions().stream().map(Transaction::txid).toList();
  }

  private static byte[] write(Block block) {
    WireWriter out = new WireWriter();
    block.write(out);
    return out.toBytes();
  }
}
