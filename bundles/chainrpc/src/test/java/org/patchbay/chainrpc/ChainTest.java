package org.patchbay.chainrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.sim.RegtestChain;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.script.HexText;

/** What is answered about blocks and their tree. */
class ChainTest {
  private static final int HEIGHT = 10;

  @TempDir Path folder;
  private final RegtestChain chain = RegtestChain.from(Bench.BEGIN).mine(HEIGHT);
  private Bench bench;

  @BeforeEach
  void begin() throws IOException {
    bench = new Bench(folder, Network.REGTEST);
    bench.follow(chain, 1);
  }

  @AfterEach
  void end() throws IOException {
    bench.close();
  }

  private String hash(int height) {
    return chain.hash(height).toString();
  }

  private void assertRefused(int code, String message, String method, Object... params) {
    RpcException refused = assertThrows(RpcException.class, () -> bench.call(method, params));
    assertEquals(message, refused.getMessage());
    assertEquals(code, refused.code());
  }

  @Test
  void whereTheTipIs() {
    assertEquals(HEIGHT, bench.call("getblockcount"));
    assertEquals(hash(HEIGHT), bench.call("getbestblockhash"));
    assertEquals(hash(3), bench.call("getblockhash", 3L));
    assertEquals(4.6565423739069247e-10, bench.call("getdifficulty"));
    assertRefused(RpcCode.INVALID_PARAMETER, "Block height out of range", "getblockhash", 11L);
    assertRefused(RpcCode.INVALID_PARAMETER, "Block height out of range", "getblockhash", -1L);
    Map<?, ?> info = bench.object("getblockchaininfo");
    assertEquals("regtest", info.get("chain"));
    assertEquals(HEIGHT, info.get("blocks"));
    assertEquals(HEIGHT, info.get("headers"));
    assertEquals(1.0, info.get("verificationprogress"));
    assertEquals("0".repeat(62) + "16", info.get("chainwork"));
    assertEquals("7fffff" + "0".repeat(58), info.get("target"));
    assertEquals(false, info.get("pruned"));
  }

  @Test
  void aHeader() {
    Map<?, ?> header = bench.object("getblockheader", hash(4));
    assertEquals(7, header.get("confirmations"));
    assertEquals(hash(3), header.get("previousblockhash"));
    assertEquals(hash(5), header.get("nextblockhash"));
    assertEquals(1, header.get("nTx"));
    assertEquals("207fffff", header.get("bits"));
    assertFalse(bench.object("getblockheader", hash(HEIGHT)).containsKey("nextblockhash"));
    Map<?, ?> genesis = bench.object("getblockheader", hash(0), true);
    assertFalse(genesis.containsKey("previousblockhash"));
    assertEquals(1, genesis.get("nTx"));
    assertEquals(
        HexFormat.of().formatHex(chain.header(2).toBytes()),
        bench.call("getblockheader", hash(2), false));
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY,
        "Block not found",
        "getblockheader",
        Hash256.ZERO.toString());
    assertRefused(
        RpcCode.INVALID_PARAMETER,
        "hash must be of length 64 (not 2, for 'ab')",
        "getblockheader",
        "ab");
  }

  @Test
  void aBlock() {
    String txid = chain.block(2).transactions().get(0).txid().toString();
    Map<?, ?> block = bench.object("getblock", hash(2));
    assertEquals(List.of(txid), block.get("tx"));
    assertEquals(chain.block(2).raw().remaining(), block.get("size"));
    assertEquals(HexText.of(chain.block(2)), bench.call("getblock", hash(2), 0L));
    assertEquals(HexText.of(chain.block(2)), bench.call("getblock", hash(2), false));
    Map<?, ?> tx = (Map<?, ?>) ((List<?>) bench.object("getblock", hash(2), 2L).get("tx")).get(0);
    assertEquals(txid, tx.get("txid"));
    assertFalse(tx.containsKey("fee"));
    assertEquals(1, ((List<?>) bench.object("getblock", hash(0), 1L).get("tx")).size());
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY, "Block not found", "getblock", Hash256.ZERO.toString());
  }

  @Test
  void branchesAreShownAndChosen() {
    RegtestChain other = chain.fork(8, 1).mine(2);
    bench.follow(other, 9);
    assertEquals(List.of("10 0 active", "10 2 valid-headers"), tips());
    Map<?, ?> beside = bench.object("getblockheader", other.hash(9).toString());
    assertEquals(-1, beside.get("confirmations"));
    assertFalse(beside.containsKey("nextblockhash"));
    assertNull(bench.call("preciousblock", other.tip().toString()));
    assertEquals(other.tip().toString(), bench.call("getbestblockhash"));
    assertNull(bench.call("invalidateblock", other.hash(9).toString()));
    assertEquals(hash(HEIGHT), bench.call("getbestblockhash"));
    assertEquals(List.of("10 0 active", "10 2 invalid"), tips());
    assertNull(bench.call("invalidateblock", hash(9)));
    assertEquals(8, bench.call("getblockcount"));
    assertNull(bench.call("reconsiderblock", hash(HEIGHT)));
    assertEquals(hash(HEIGHT), bench.call("getbestblockhash"));
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY,
        "Block not found",
        "invalidateblock",
        Hash256.ZERO.toString());
  }

  private List<String> tips() {
    return ((List<?>) bench.call("getchaintips"))
        .stream()
            .map(tip -> (Map<?, ?>) tip)
            .map(tip -> tip.get("height") + " " + tip.get("branchlen") + " " + tip.get("status"))
            .toList();
  }

  @Test
  void whoWaitsIsTold() {
    CompletableFuture<?> any = bench.begin("waitfornewblock");
    CompletableFuture<?> at = bench.begin("waitforblockheight", 12L);
    CompletableFuture<?> late = bench.begin("waitforblockheight", 20L, 5000L);
    chain.mine(2);
    CompletableFuture<?> this12 = bench.begin("waitforblock", hash(12), 60_000L);
    bench.follow(chain, 11);
    assertEquals(Map.of("hash", hash(11), "height", 11), any.join());
    assertEquals(Map.of("hash", hash(12), "height", 12), at.join());
    assertEquals(Map.of("hash", hash(12), "height", 12), this12.join());
    assertFalse(late.isDone());
    bench.loop.advance(Duration.ofSeconds(5));
    assertEquals(Map.of("hash", hash(12), "height", 12), late.join());
    assertEquals(12, bench.object("waitforblockheight", 3L).get("height"));
    assertEquals(12, bench.object("waitfornewblock", 0L, hash(11)).get("height"));
    assertRefused(RpcCode.MISC_ERROR, "Negative timeout", "waitfornewblock", -1L);
  }

  @Test
  void aBlockOfAPeersIsAskedFor() {
    RegtestChain other = chain.fork(8, 1).mine(1);
    bench.tree.enter(other.header(9), refusal -> {});
    bench.loop.advance(Duration.ZERO);
    assertRefused(
        RpcCode.MISC_ERROR,
        "Blocks are not fetched by this node",
        "getblockfrompeer",
        other.tip().toString(),
        3L);
    List<String> asked = new ArrayList<>();
    bench.methods.bindRequests(
        (block, peer) -> {
          asked.add(block.height() + " of " + peer);
          return peer == 3 ? Optional.empty() : Optional.of("Peer does not exist");
        });
    assertEquals(Map.of(), bench.call("getblockfrompeer", other.tip().toString(), 3L));
    assertRefused(
        RpcCode.MISC_ERROR, "Peer does not exist", "getblockfrompeer", other.tip().toString(), 4L);
    assertEquals(List.of("9 of 3", "9 of 4"), asked);
    assertRefused(RpcCode.MISC_ERROR, "Block already downloaded", "getblockfrompeer", hash(3), 3L);
    assertRefused(
        RpcCode.MISC_ERROR,
        "Block header missing",
        "getblockfrompeer",
        Hash256.ZERO.toString(),
        3L);
  }

  @Test
  void softForks() {
    Map<?, ?> info = bench.object("getdeploymentinfo");
    assertEquals(HEIGHT, info.get("height"));
    Map<?, ?> forks = (Map<?, ?>) info.get("deployments");
    assertEquals(Map.of("type", "buried", "active", true, "height", 0), forks.get("segwit"));
    Map<?, ?> vote = (Map<?, ?>) ((Map<?, ?>) forks.get("testdummy")).get("bip9");
    assertEquals("defined", vote.get("status"));
    chain.mine(200);
    bench.follow(chain, HEIGHT + 1);
    Map<?, ?> later = (Map<?, ?>) bench.object("getdeploymentinfo").get("deployments");
    Map<?, ?> started = (Map<?, ?>) ((Map<?, ?>) later.get("testdummy")).get("bip9");
    assertEquals("started", started.get("status"));
    assertEquals(144, started.get("since"));
    assertEquals(
        "{period=144, elapsed=67, count=0, threshold=108, possible=false}",
        started.get("statistics").toString());
    assertEquals("-".repeat(67), started.get("signalling"));
    assertEquals(2, bench.object("getdeploymentinfo", hash(2)).get("height"));
  }

  @Test
  void elsewhereNothingIsApproved() throws IOException {
    try (Bench signet =
        new Bench(Files.createDirectory(folder.resolve("signet")), Network.SIGNET)) {
      for (Object[] call :
          List.of(
              new Object[] {"sendrawtransaction", "00"},
              new Object[] {"testmempoolaccept", List.of("00")})) {
        RpcException refused =
            assertThrows(
                RpcException.class, () -> signet.call((String) call[0], new Object[] {call[1]}));
        assertTrue(
            refused
                .getMessage()
                .startsWith(call[0] + " works on regtest alone: nothing here checks scripts"),
            refused.getMessage());
      }
      RpcException refused =
          assertThrows(
              RpcException.class, () -> signet.call("gettxout", Hash256.ZERO.toString(), 0L));
      assertTrue(refused.getMessage().startsWith("gettxout works where unspent outputs are kept"));
      Map<?, ?> info = signet.object("getblockchaininfo");
      assertEquals("signet", info.get("chain"));
      assertEquals(true, info.get("initialblockdownload"));
      assertEquals(true, info.get("pruned"));
      assertTrue(info.containsKey("signet_challenge"));
    }
  }
}
