package org.patchbay.chainrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.rpc.RpcCode;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.sim.RegtestChain;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.TxOut;
import org.patchbay.wire.script.HexText;

/** A coin is found, spent, seen in the pool, in a block, and found again. */
class PoolTest {
  private static final int HEIGHT = 110;

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

  private void assertRefused(int code, String message, String method, Object... params) {
    RpcException refused = assertThrows(RpcException.class, () -> bench.call(method, params));
    assertEquals(message, refused.getMessage());
    assertEquals(code, refused.code());
  }

  private static String script() {
    return "raw(" + HexFormat.of().formatHex(Spends.SCRIPT) + ")";
  }

  private Map<?, ?> scan(String descriptor) {
    return bench.object("scantxoutset", "start", List.of(descriptor));
  }

  @Test
  void aPaymentFromCoinToCoin() {
    Map<?, ?> found = scan(script());
    assertEquals(HEIGHT, ((List<?>) found.get("unspents")).size());
    assertEquals(new BigDecimal("5500.00000000"), found.get("total_amount"));
    assertEquals(chain.tip().toString(), found.get("bestblock"));
    assertEquals(0, ((List<?>) scan("raw(51)").get("unspents")).size());

    OutPoint coin = chain.reward(1);
    assertEquals(110, bench.object("gettxout", coin.txid().toString(), 0L).get("confirmations"));
    Transaction tx =
        Spends.spend(
            List.of(coin),
            List.of(
                new TxOut(Bench.COIN - 11_000, Spends.SCRIPT), new TxOut(10_000, Spends.SCRIPT)));
    assertEquals(tx.txid().toString(), bench.call("sendrawtransaction", HexText.of(tx)));
    assertEquals(tx.txid().toString(), bench.call("sendrawtransaction", HexText.of(tx)));
    assertNull(bench.call("gettxout", coin.txid().toString(), 0L));
    assertEquals(
        HEIGHT, bench.object("gettxout", coin.txid().toString(), 0L, false).get("confirmations"));
    Map<?, ?> unconfirmed = bench.object("gettxout", tx.txid().toString(), 1L);
    assertEquals(0, unconfirmed.get("confirmations"));
    assertEquals(new BigDecimal("0.00010000"), unconfirmed.get("value"));
    assertNull(bench.call("gettxout", tx.txid().toString(), 2L));
    assertEquals(List.of(tx.txid().toString()), bench.call("getrawmempool"));

    chain.mine(List.of(tx));
    bench.follow(chain, HEIGHT + 1);
    assertEquals(List.of(), bench.call("getrawmempool"));
    Map<?, ?> confirmed = bench.object("gettxout", tx.txid().toString(), 1L);
    assertEquals(1, confirmed.get("confirmations"));
    assertEquals(HEIGHT + 2, ((List<?>) scan(script()).get("unspents")).size());
    assertRefused(
        RpcCode.VERIFY_ALREADY_IN_UTXO_SET,
        "Transaction outputs already in utxo set",
        "sendrawtransaction",
        HexText.of(tx));

    String block = chain.tip().toString();
    Map<?, ?> shown = bench.object("getrawtransaction", tx.txid().toString(), 2L, block);
    assertEquals(new BigDecimal("0.00001000"), shown.get("fee"));
    assertEquals(true, shown.get("in_active_chain"));
    Map<?, ?> prevout =
        (Map<?, ?>) ((Map<?, ?>) ((List<?>) shown.get("vin")).get(0)).get("prevout");
    assertEquals(true, prevout.get("generated"));
    assertEquals(1, prevout.get("height"));
    Map<?, ?> inBlock =
        (Map<?, ?>) ((List<?>) bench.object("getblock", block, 2L).get("tx")).get(1);
    assertEquals(new BigDecimal("0.00001000"), inBlock.get("fee"));
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY,
        "No such mempool transaction. Use -txindex or provide a block hash to enable blockchain"
            + " transaction queries. Use gettransaction for wallet transactions.",
        "getrawtransaction",
        tx.txid().toString());
  }

  @Test
  void familiesInThePool() {
    Transaction parent = Spends.split(chain.reward(1), Bench.COIN, 1000, 2);
    Transaction child = Spends.move(new OutPoint(parent.txid(), 0), Bench.COIN / 2 - 500, 3000);
    bench.call("sendrawtransaction", HexText.of(parent));
    bench.call("sendrawtransaction", HexText.of(child));
    Map<?, ?> above = bench.object("getmempoolentry", parent.txid().toString());
    assertEquals(2, above.get("descendantcount"));
    assertEquals(1, above.get("ancestorcount"));
    assertEquals(List.of(child.txid().toString()), above.get("spentby"));
    assertEquals(List.of(), above.get("depends"));
    assertEquals(HEIGHT, above.get("height"));
    assertEquals(Bench.BEGIN + 1000, ((Number) above.get("time")).longValue() / 10 * 10);
    Map<?, ?> fees = (Map<?, ?>) above.get("fees");
    assertEquals(new BigDecimal("0.00001000"), fees.get("base"));
    assertEquals(new BigDecimal("0.00004000"), fees.get("descendant"));
    Map<?, ?> all = bench.object("getrawmempool", true);
    assertEquals(2, ((Map<?, ?>) all.get(child.txid().toString())).get("ancestorcount"));
    Map<?, ?> info = bench.object("getmempoolinfo");
    assertEquals(2, info.get("size"));
    assertEquals((long) parent.vsize() + child.vsize(), info.get("bytes"));
    assertEquals(new BigDecimal("0.00004000"), info.get("total_fee"));
    assertEquals(HexText.of(child), bench.call("getrawtransaction", child.txid().toString()));
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY,
        "Transaction not in mempool",
        "getmempoolentry",
        Hash256.ZERO.toString());
  }

  private List<?> test(Transaction... transactions) {
    return (List<?>)
        bench.call("testmempoolaccept", List.of(transactions).stream().map(HexText::of).toList());
  }

  @Test
  void whatIsAllowedNamesWhatWasNotChecked() {
    Transaction tx = Spends.move(chain.reward(1), Bench.COIN, 1000);
    Map<?, ?> allowed = (Map<?, ?>) test(tx).get(0);
    assertEquals(true, allowed.get("allowed"));
    assertEquals("scripts are not checked", allowed.get("unvalidated"));
    assertEquals(tx.vsize(), allowed.get("vsize"));
    Transaction child = Spends.move(new OutPoint(tx.txid(), 0), Bench.COIN - 1000, 1000);
    assertEquals(true, ((Map<?, ?>) test(tx, child).get(1)).get("allowed"));
    assertEquals("package-not-sorted", ((Map<?, ?>) test(child, tx).get(0)).get("package-error"));
    Map<?, ?> orphan = (Map<?, ?>) test(child).get(0);
    assertEquals(false, orphan.get("allowed"));
    assertEquals("missing-inputs", orphan.get("reject-reason"));
    Transaction young = Spends.move(chain.reward(HEIGHT), Bench.COIN, 1000);
    Map<?, ?> immature = (Map<?, ?>) test(young).get(0);
    assertEquals("bad-txns-premature-spend-of-coinbase", immature.get("reject-reason"));
    assertFalse(((Map<?, ?>) test(tx, young).get(0)).containsKey("allowed"));
    Transaction generous = Spends.move(chain.reward(1), Bench.COIN, 20_000_000);
    assertEquals("max-fee-exceeded", ((Map<?, ?>) test(generous).get(0)).get("reject-reason"));
    assertEquals(List.of(), bench.call("getrawmempool"));
  }

  @Test
  void whatIsNotSentIsSaid() {
    Transaction generous = Spends.move(chain.reward(1), Bench.COIN, 20_000_000);
    assertRefused(
        RpcCode.VERIFY_ERROR,
        "Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)",
        "sendrawtransaction",
        HexText.of(generous));
    assertEquals(
        generous.txid().toString(),
        bench.call("sendrawtransaction", HexText.of(generous), BigDecimal.ZERO));
    assertRefused(
        RpcCode.VERIFY_ERROR,
        "bad-txns-inputs-missingorspent",
        "sendrawtransaction",
        HexText.of(Spends.move(new OutPoint(Hash256.ZERO, 0), 10_000, 1000)));
    assertRefused(
        RpcCode.VERIFY_REJECTED,
        "min relay fee not met, 0 < 10",
        "sendrawtransaction",
        HexText.of(Spends.move(chain.reward(2), Bench.COIN, 0)));
    assertRefused(
        RpcCode.DESERIALIZATION_ERROR,
        "TX decode failed. Make sure the tx has at least one input.",
        "sendrawtransaction",
        "00");
    assertRefused(
        RpcCode.VERIFY_ERROR,
        "Unspendable output exceeds maximum configured by user (maxburnamount)",
        "sendrawtransaction",
        HexText.of(
            Spends.spend(List.of(chain.reward(2)), List.of(new TxOut(1000, new byte[] {0x6a})))));
    assertRefused(
        RpcCode.INVALID_PARAMETER,
        "Fee rates larger than or equal to 1BTC/kvB are not accepted",
        "sendrawtransaction",
        HexText.of(generous),
        1L);
  }

  @Test
  void aScanNamesWhatItCannotRead() {
    assertEquals(false, bench.call("scantxoutset", "abort"));
    assertNull(bench.call("scantxoutset", "status"));
    assertRefused(RpcCode.INVALID_PARAMETER, "Invalid action 'x'", "scantxoutset", "x", List.of());
    assertRefused(
        RpcCode.MISC_ERROR,
        "scanobjects argument is required for the start action",
        "scantxoutset",
        "start");
    assertRefused(
        RpcCode.INVALID_ADDRESS_OR_KEY,
        "'x' is not a valid descriptor function",
        "scantxoutset",
        "start",
        List.of("x"));
    assertEquals(
        HEIGHT,
        ((List<?>)
                bench
                    .object("scantxoutset", "start", List.of(Map.of("desc", script())))
                    .get("unspents"))
            .size());
  }
}
