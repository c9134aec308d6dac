package org.patchbay.chainrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.patchbay.api.rpc.RpcException;
import org.patchbay.api.rpc.RpcMethod;
import org.patchbay.wire.Network;

/** Transactions made by hand, and refusals; each as bitcoind (master of 2026) answers. */
class CreateMethodTest {
  private static final String TXID = "aa".repeat(32);
  private static final String ADDRESS = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";

  private final RpcMethod method = new CreateMethod(Network.REGTEST).method();

  private Object made(Object... params) {
    List<Object> given = new ArrayList<>(List.of(params));
    return method.handler().answer(method.call("user", given)).toCompletableFuture().join();
  }

  private void assertRefused(int code, String message, Object... params) {
    RpcException refused = assertThrows(RpcException.class, () -> made(params));
    assertEquals(message, refused.getMessage());
    assertEquals(code, refused.code());
  }

  private static Map<String, Object> coin(Object... more) {
    Map<String, Object> coin = new LinkedHashMap<>(Map.of("txid", TXID));
    for (int i = 0; i < more.length; i += 2) {
      coin.put((String) more[i], more[i + 1]);
    }
    return coin;
  }

  @Test
  void coinsAndOutputsMakeATransaction() {
    assertEquals("02000000000000000000", made(List.of(), List.of()));
    assertEquals(
        "0200000001"
            + TXID
            + "0000000000fdffffff0180f0fa0200000000"
            + "160014751e76e8199196d454941c45d1b3a323f1433bd600000000",
        made(List.of(coin("vout", 0L)), List.of(Map.of(ADDRESS, new BigDecimal("0.5")))));
    Map<String, Object> both = new LinkedHashMap<>();
    both.put(ADDRESS, "0.5");
    both.put("data", "00ff");
    assertEquals(
        "0200000001"
            + TXID
            + "0100000000050000000280f0fa0200000000"
            + "160014751e76e8199196d454941c45d1b3a323f1433bd60000000000000000046a0200ff64000000",
        made(List.of(coin("vout", 1L, "sequence", 5L)), both, 100L));
    assertEquals(
        "0200000001" + TXID + "0100000000feffffff010000000000000000036a010064000000",
        made(List.of(coin("vout", 1L)), List.of(Map.of("data", "00")), 100L, false));
    assertEquals(
        "0300000001" + TXID + "0100000000ffffffff0000000000",
        made(List.of(coin("vout", 1L)), List.of(), 0L, false, 3L));
  }

  @Test
  void dataIsPushedAsItsLengthAsks() {
    assertEquals(
        "0200000000010000000000000000536a4c50" + "ab".repeat(80) + "00000000",
        made(List.of(), Map.of("data", "ab".repeat(80))));
    assertEquals(
        "0200000000010000000000000000fd30016a4d2c01" + "ab".repeat(300) + "00000000",
        made(List.of(), Map.of("data", "ab".repeat(300))));
  }

  @Test
  void whatCannotBeIsRefused() {
    String invalid = "Invalid parameter, ";
    List<Object> none = List.of();
    assertRefused(-8, invalid + "missing vout key", List.of(coin()), none);
    assertRefused(-8, invalid + "vout cannot be negative", List.of(coin("vout", -1L)), none);
    assertRefused(-1, "JSON integer out of range", List.of(coin("vout", 5_000_000_000L)), none);
    assertRefused(
        -8,
        invalid + "sequence number is out of range",
        List.of(coin("vout", 1L, "sequence", 1L << 32)),
        none);
    assertRefused(
        -8,
        "Invalid parameter combination: Sequence number(s) contradict replaceable option",
        List.of(coin("vout", 1L, "sequence", 0xFFFFFFFFL)),
        none,
        0L,
        true);
    assertRefused(
        -3, "JSON value of type string is not of expected type object", List.of("x"), none);
    assertRefused(
        -3,
        "JSON value of type null is not of expected type string",
        List.of(Map.of("vout", 1L)),
        none);
    assertRefused(-3, "JSON value of type string is not of expected type array", none, "x");
    assertRefused(-8, invalid + "key-value pair not an object as expected", none, List.of(1L));
    assertRefused(
        -8, invalid + "key-value pair must contain exactly one key", none, List.of(Map.of()));
    Map<String, String> data = Map.of("data", "00");
    assertRefused(-8, invalid + "duplicate key: data", none, List.of(data, data));
    Map<String, Long> one = Map.of(ADDRESS, 1L);
    assertRefused(-8, invalid + "duplicated address: " + ADDRESS, none, List.of(one, one));
    assertRefused(-5, "Invalid Bitcoin address: nope", none, Map.of("nope", 1L));
    assertRefused(-3, "Invalid amount", none, Map.of("nope", "x"));
    assertRefused(-8, "Data must be hexadecimal string (not '')", none, Map.of("data", ""));
    assertRefused(-8, "Data must be hexadecimal string (not 'xx')", none, Map.of("data", "xx"));
    assertRefused(-8, invalid + "locktime out of range", none, none, -1L);
    assertRefused(-8, invalid + "version out of range(1~3)", none, none, 0L, true, 4L);
  }
}
