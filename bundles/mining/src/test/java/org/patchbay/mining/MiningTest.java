package org.patchbay.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.script.HexText;

/** Blocks are mined on a real chain from a real pool, and handed in. */
class MiningTest {
  private static final Map<String, Object> SEGWIT = Map.of("rules", List.of("segwit"));

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void begin() throws IOException {
    bench = new Bench(folder, Network.REGTEST);
  }

  @AfterEach
  void end() throws IOException {
    bench.close();
  }

  private void assertRefused(int code, String message, String method, Object... params) {
    RpcException refused = assertThrows(RpcException.class, () -> bench.call(method, params));
    assertEquals(message, refused.getMessage());
    assertEquals(code, refused.code());
  }

  private Transaction payment(int height, long fee) {
    Transaction tx = Spends.move(bench.coinbase(height), Bench.COIN, fee);
    assertEquals(Mempool.Kind.ACCEPTED, bench.pool.offer(tx).kind());
    return tx;
  }

  @Test
  void blocksPayToWhomTheyShould() {
    List<?> hashes = bench.mine(20);
    assertEquals(20, hashes.size());
    assertEquals(hashes.get(19), bench.blocks.tip().hash().toString());
    bench.call("generatetodescriptor", 1L, "raw(51)#8lvh9jxk");
    assertEquals(21, bench.coins().size());
    assertEquals(
        "51", Bench.hex(bench.coins().coin(bench.coinbase(21)).orElseThrow().output().script()));
    assertEquals(List.of(), bench.mine(0));
    assertEquals(List.of(), bench.mine(-1));
    assertEquals(List.of(), bench.call("generatetoaddress", 1L, Bench.ADDRESS, 0L));
  }

  @Test
  void whatPoolAndFeesAllowIsMined() {
    bench.mine(103);
    Transaction poor = payment(1, 200);
    Transaction parent = payment(2, 200);
    Transaction child = Spends.move(new OutPoint(parent.txid(), 0), Bench.COIN - 200, 90_000);
    assertEquals(Mempool.Kind.ACCEPTED, bench.pool.offer(child).kind());
    Transaction rich = payment(3, 20_000);
    Map<?, ?> template = (Map<?, ?>) bench.call("getblocktemplate", SEGWIT);
    assertEquals(
        List.of(parent, child, rich, poor).stream().map(tx -> tx.txid().toString()).toList(),
        ((List<?>) template.get("transactions"))
            .stream().map(tx -> ((Map<?, ?>) tx).get("txid")).toList());
    assertEquals(Bench.COIN + 110_400, template.get("coinbasevalue"));
    assertEquals(
        List.of(1), ((Map<?, ?>) ((List<?>) template.get("transactions")).get(1)).get("depends"));
    bench.mine(1);
    assertEquals(0, bench.pool.size());
    assertEquals(
        Bench.COIN + 110_400,
        bench.coins().coin(bench.coinbase(104)).orElseThrow().output().value());
    assertTrue(bench.coins().coin(new OutPoint(child.txid(), 0)).isPresent());
  }

  @Test
  void aBlockOfChosenTransactions() {
    bench.mine(102);
    Transaction pooled = payment(1, 1000);
    Transaction raw = Spends.move(bench.coinbase(2), Bench.COIN, 0);
    List<String> both = List.of(pooled.txid().toString(), HexText.of(raw));
    Map<?, ?> dry = (Map<?, ?>) bench.call("generateblock", Bench.ADDRESS, both, false);
    assertEquals(102, bench.blocks.tip().height());
    Block block = HexText.block((String) dry.get("hex")).orElseThrow();
    assertEquals(dry.get("hash"), block.header().hash().toString());
    assertNull(bench.call("submitblock", dry.get("hex")));
    assertEquals(103, bench.blocks.tip().height());
    assertEquals(0, bench.pool.size());
    assertEquals(Bench.COIN, block.transactions().get(0).outputs().get(0).value());
    assertEquals("duplicate", bench.call("submitblock", dry.get("hex")));

    Map<?, ?> next = (Map<?, ?>) bench.call("generateblock", "raw(51)", List.of());
    assertEquals(next.get("hash"), bench.blocks.tip().hash().toString());
    assertFalse(next.containsKey("hex"));
  }

  @Test
  void whatCannotBeMinedIsRefused() {
    bench.mine(101);
    String spent = HexText.of(Spends.move(bench.coinbase(101), Bench.COIN, 0));
    assertRefused(
        RpcCode.VERIFY_ERROR,
        "TestBlockValidity failed: bad-txns-premature-spend-of-coinbase, transaction 1: coinbase "
            + bench.coinbase(101).txid()
            + ":0 of height 101 spent at height 102",
        "generateblock",
        Bench.ADDRESS,
        List.of(spent));
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY,
        "Transaction " + Hash256.ZERO + " not in mempool.",
        "generateblock",
        Bench.ADDRESS,
        List.of(Hash256.ZERO.toString()));
    assertRefused(
        RpcCode.DESERIALIZATION_ERROR,
        "Transaction decode failed for 00. Make sure the tx has at least one input.",
        "generateblock",
        Bench.ADDRESS,
        List.of("00"));
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY,
        "Error: Invalid address or descriptor",
        "generateblock",
        "x",
        List.of());
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY, "Error: Invalid address", "generatetoaddress", 1L, "x");
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY,
        "'x' is not a valid descriptor function",
        "generatetodescriptor",
        1L,
        "x");
    assertRefused(
        RpcCode.INVALID_PARAMETER,
        "getblocktemplate must be called with the segwit rule set (call with {\"rules\":"
            + " [\"segwit\"]})",
        "getblocktemplate",
        Map.of());
    assertRefused(RpcCode.DESERIALIZATION_ERROR, "Block decode failed", "submitblock", "00");
    assertEquals(101, bench.blocks.tip().height());
  }

  @Test
  void whatOthersHandIn() {
    bench.mine(2);
    Block block = made(3);
    assertEquals("inconclusive", bench.call("submitblock", HexText.of(made(2))));
    Block orphan = new Template(bench.tree.next(), 1_795_000_100, List.of()).block(new byte[1]);
    assertEquals("high-hash", bench.call("submitblock", HexText.of(unworked(orphan))));
    assertNull(bench.call("submitheader", HexText.of(block)));
    assertNull(bench.call("submitheader", HexText.of(block)));
    assertEquals(2, bench.blocks.tip().height());
    assertEquals(3, bench.chain.tip().height());
    assertNull(bench.call("submitblock", HexText.of(withoutReserved(block))));
    assertEquals(3, bench.blocks.tip().height());
    bench.tree.invalidate(block.header().hash(), refusal -> {});
    assertEquals("duplicate-invalid", bench.call("submitblock", HexText.of(block)));
    assertRefused(
        RpcCode.DESERIALIZATION_ERROR, "Block header decode failed", "submitheader", "00");
    assertRefused(
        RpcCode.VERIFY_ERROR,
        "Must submit previous header (" + Hash256.ZERO + ") first",
        "submitheader",
        "00".repeat(80));
  }

  /** A block at a height on the one before, unlike the one that may be there. */
  private Block made(int height) {
    Block[] found = new Block[1];
    Block at =
        Work.on(
                Template.of(bench.tree.next(), 1_795_000_500, List.of()).block(new byte[] {0x52}),
                1_000_000)
            .block()
            .orElseThrow();
    if (bench.blocks.tip().height() + 1 == height) {
      return at;
    }
    bench.blocks.read(bench.blocks.tip().hash(), block -> found[0] = block.orElseThrow());
    bench.loop.advance(Duration.ZERO);
    Transaction coinbase = found[0].transactions().get(0);
    Transaction other =
        Transaction.of(
            1, coinbase.inputs(), coinbase.outputs(), coinbase.witnesses(), coinbase.lockTime());
    Block twin =
        Block.of(
            new BlockHeader(
                found[0].header().version(),
                found[0].header().previous(),
                other.txid(),
                found[0].header().time(),
                found[0].header().bits(),
                0),
            List.of(other));
    return Work.on(twin, 1_000_000).block().orElseThrow();
  }

  private static Block unworked(Block block) {
    for (long nonce = 0; ; nonce++) {
      BlockHeader header =
          new BlockHeader(
              block.header().version(),
              block.header().previous(),
              block.header().merkleRoot(),
              block.header().time(),
              block.header().bits(),
              nonce);
      if (!header.meetsOwnTarget()) {
        return Block.of(header, block.transactions());
      }
    }
  }

  private static Block withoutReserved(Block block) {
    return Block.of(
        block.header(), block.transactions().stream().map(Transaction::withoutWitness).toList());
  }

  @Test
  void aProposalIsJudged() {
    bench.mine(2);
    Template template = Template.of(bench.tree.next(), 1_795_000_500, List.of());
    Block good = template.block(new byte[] {0x51});
    Block greedy = template.block(new byte[] {0x51}, Bench.COIN + 1, List.of());
    assertNull(proposal(good));
    assertEquals("bad-cb-amount", proposal(greedy));
    assertEquals("inconclusive-not-best-prevblk", proposal(made(2)));
    assertEquals(2, bench.blocks.tip().height());
    Block done = Work.on(good, 1_000_000).block().orElseThrow();
    assertNull(bench.call("submitblock", HexText.of(done)));
    assertEquals("duplicate", proposal(done));
  }

  private Object proposal(Block block) {
    return bench.call("getblocktemplate", Map.of("mode", "proposal", "data", HexText.of(block)));
  }

  @Test
  void aLongPollWaitsForATipOrForThePool() {
    bench.mine(102);
    String id = (String) ((Map<?, ?>) bench.call("getblocktemplate", SEGWIT)).get("longpollid");
    Map<String, Object> request = Map.of("rules", List.of("segwit"), "longpollid", id);
    CompletableFuture<?> waiting = bench.begin("getblocktemplate", request);
    bench.loop.advance(Duration.ofMinutes(2));
    assertFalse(waiting.isDone());
    payment(1, 1000);
    bench.loop.advance(Duration.ofSeconds(10));
    assertTrue(waiting.isDone());
    assertEquals(1, ((List<?>) ((Map<?, ?>) waiting.join()).get("transactions")).size());

    String later = (String) ((Map<?, ?>) waiting.join()).get("longpollid");
    CompletableFuture<?> next =
        bench.begin("getblocktemplate", Map.of("rules", List.of("segwit"), "longpollid", later));
    bench.mine(1);
    assertEquals(104, ((Map<?, ?>) next.join()).get("height"));
  }

  @Test
  void whoGoesEndsTheCall() {
    CompletableFuture<?> call = bench.begin("generatetoaddress", 1_000_000L, Bench.ADDRESS);
    call.cancel(false);
    bench.loop.advance(Duration.ofSeconds(1));
    assertTrue(bench.blocks.tip().height() < 3);
  }
}
