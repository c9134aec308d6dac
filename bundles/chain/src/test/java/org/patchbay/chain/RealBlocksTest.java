package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Blocks.Outcome.Kind;
import org.patchbay.wire.Block;
import org.patchbay.wire.Network;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.UInt256;

/** Blocks that the networks have, and what malice makes of them. */
class RealBlocksTest {
  private static final long LATER = 2_000_000_000L;

  @TempDir Path folder;

  private static BlockRules rules(Network network) {
    return new BlockRules(ChainParams.of(network));
  }

  private static void assertSound(Network network, Block block, int height) {
    assertEquals(Optional.empty(), rules(network).mutation(block, height));
    assertEquals(Optional.empty(), rules(network).broken(block, height, LATER));
    assertTrue(block.weight() <= BlockRules.MAX_WEIGHT);
    // The height that the coinbase names is the one and only.
    assertTrue(rules(network).broken(block, height + 1, LATER).isPresent());
  }

  @Test
  void realBlocksAreSound() throws IOException {
    assertSound(Network.MAIN, Data.block("mainnet-367891.raw"), 367_891);
    assertSound(Network.MAIN, Data.block("mainnet-413567.raw"), 413_567);
    assertSound(Network.MAIN, Data.block("mainnet-426884.raw"), 426_884);
    assertSound(Network.MAIN, Data.block("mainnet-481829.raw"), 481_829);
    assertSound(Network.MAIN, Data.block("mainnet-866342.raw"), 866_342);
    assertSound(Network.TEST, Data.block("testnet3-928848.raw"), 928_848);
  }

  @Test
  void everyMutationIsSeen() throws IOException {
    Block block = Data.block("mainnet-866342.raw");
    List<Transaction> all = block.transactions();
    assertMutated(block, all.subList(0, all.size() - 1));
    List<Transaction> twice = new ArrayList<>(all);
    twice.addAll(all.subList(all.size() - all.size() % 2 - 2, all.size()));
    assertMutated(block, twice);
    List<Transaction> stripped = new ArrayList<>();
    all.forEach(tx -> stripped.add(without(tx)));
    assertMutated(block, stripped);
    assertMutated(block, replaced(all, 0, without(all.get(0))));
    byte[] reserved = new byte[32];
    reserved[0] = 1;
    assertMutated(block, replaced(all, 0, with(all.get(0), List.of(List.of(reserved)))));
    assertMutated(block, replaced(all, 0, with(all.get(0), List.of(List.of(reserved, reserved)))));
    int witness = all.size() - 1;
    while (!all.get(witness).hasWitness()) {
      witness--;
    }
    assertMutated(block, replaced(all, witness, without(all.get(witness))));
    assertMutated(block, List.of());
    // An even list whose last two are repeated has the same root: the shape of CVE-2012-2459.
    Block even = Data.block("testnet3-928848.raw");
    List<Transaction> pair = new ArrayList<>(even.transactions());
    int size = pair.size();
    int level = Integer.lowestOneBit(size);
    pair.addAll(even.transactions().subList(size - level, size));
    Block repeated = Block.of(even.header(), pair);
    assertEquals(
        Optional.of("bad-txns-duplicate: transactions repeated"),
        rules(Network.TEST).mutation(repeated, 928_848));
  }

  private static void assertMutated(Block block, List<Transaction> transactions) {
    Block other = Block.of(block.header(), transactions);
    assertTrue(rules(Network.MAIN).mutation(other, 866_342).isPresent());
  }

  private static List<Transaction> replaced(List<Transaction> all, int at, Transaction by) {
    List<Transaction> other = new ArrayList<>(all);
    other.set(at, by);
    return other;
  }

  private static Transaction without(Transaction tx) {
    return with(tx, List.of());
  }

  private static Transaction with(Transaction tx, List<List<byte[]>> witnesses) {
    return Transaction.of(tx.version(), tx.inputs(), tx.outputs(), witnesses, tx.lockTime());
  }

  @Test
  void theFirstBlocksConnectOnMain() throws IOException {
    List<Block> line = Data.firstBlocks();
    assertEquals(255, line.size());
    ChainParams params = Cheap.main(UInt256.of(0x100010001L * 200));
    Instant then = Instant.ofEpochSecond(line.get(254).header().time() + 60);
    try (BlockNode node =
        new BlockNode(folder, Network.MAIN, params, Blocks.ALL, BlockFiles.FULL, then)) {
      assertTrue(node.blocks.coins().isEmpty());
      node.headers(line.subList(0, 100));
      // Less than the minimum work: nothing of it is wanted.
      assertEquals(Integer.MAX_VALUE, node.blocks.wantedFrom());
      assertEquals(Kind.UNWANTED, node.offer(line.get(0)).kind());
      node.headers(line.subList(100, 255));
      assertEquals(1, node.blocks.wantedFrom());
      assertEquals(255, node.offerAll(line).size());
      assertEquals(255, node.blocks.tip().height());
      assertFalse(node.blocks.initialDownload());
      assertEquals(line.get(169), node.read(line.get(169).header().hash()).orElseThrow());
    }
    try (BlockNode node =
        new BlockNode(folder, Network.MAIN, params, Blocks.ALL, BlockFiles.FULL, then)) {
      assertEquals(255, node.blocks.tip().height());
      assertEquals(0, node.blocks.lowest());
      assertFalse(node.blocks.initialDownload());
    }
  }
}
