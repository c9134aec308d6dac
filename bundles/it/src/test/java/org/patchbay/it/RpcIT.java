package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.sim.Spends;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.script.HexText;
import wf.bitcoin.javabitcoindrpcclient.BitcoinJSONRPCClient;
import wf.bitcoin.javabitcoindrpcclient.BitcoinRPCException;

/** One node, called by clients that others wrote for bitcoind, and by its own description. */
class RpcIT {
  @TempDir static Path folder;

  private static EmbeddedNode node;
  private static WirePeer peer;
  private static RpcCaller rpc;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    node =
        EmbeddedNode.start(
            folder,
            List.of("node", "policies", "vitals", "rpc", "shell"),
            EmbeddedNode.PLAIN,
            "patchbay.rpc/listen=127.0.0.1:" + port);
    peer = WirePeer.join(Network.REGTEST, node.address());
    peer.barrier(1);
    rpc = new RpcCaller(port, folder.resolve("regtest/.cookie"));
  }

  @AfterAll
  static void stop() throws IOException {
    peer.close();
    node.close();
    assertFalse(Files.exists(folder.resolve("regtest/.cookie")), "the cookie stayed");
  }

  @Test
  void answersAreWhatTheDescriptionSays() {
    OpenRpcCheck check = new OpenRpcCheck((Map<?, ?>) rpc.call("rpc.discover"));
    rpc.call("setban", "192.0.2.0/24", "add");
    rpc.call("addpeeraddress", "198.51.100.7", 8333, true);
    List<List<Object>> calls =
        List.of(
            List.of("getpeerinfo"),
            List.of("getnetworkinfo"),
            List.of("getnettotals"),
            List.of("getconnectioncount"),
            List.of("getaddednodeinfo"),
            List.of("listbanned"),
            List.of("getnodeaddresses", 0),
            List.of("getaddrmaninfo"),
            List.of("addpeeraddress", "8.8.8.8", 8333),
            List.of("getrawaddrman"),
            List.of("getrpcinfo"),
            List.of("uptime"),
            List.of("logging"),
            List.of("ping"),
            List.of("help"),
            List.of("help", "getpeerinfo"),
            List.of("echo", "a", 1),
            List.of("syncwithvalidationinterfacequeue"),
            List.of("clearbanned"),
            List.of("policy.list"),
            List.of("policy.use", "eviction", "scored"),
            List.of("policy.rollback", "eviction"),
            List.of("policy.audit", 5),
            List.of("policy.diff"),
            List.of("health.show"),
            List.of("peer.list"),
            List.of("peer.show", 1),
            List.of("peer.why", 1),
            List.of("peer.metrics"),
            List.of("peer.gone"),
            List.of("setnetworkactive", true));
    List<String> flaws = new ArrayList<>();
    for (List<Object> call : calls) {
      String method = (String) call.get(0);
      Object answer = rpc.call(method, call.subList(1, call.size()).toArray());
      flaws.addAll(check.flaws(method, answer));
    }
    assertEquals(List.of(), flaws);
    assertTrue(check.methods().containsAll(List.of("setmocktime", "sendmsgtopeer", "stop")));
  }

  /** Blocks are mined, a coin is found, spent, mined by choice, and found where it went. */
  @Test
  void aCoinIsMinedAndSpent() {
    OpenRpcCheck check = new OpenRpcCheck((Map<?, ?>) rpc.call("rpc.discover"));
    String script = HexFormat.of().formatHex(Spends.SCRIPT);
    List<?> hashes = (List<?>) rpc.call("generatetodescriptor", 101, "raw(" + script + ")");
    Map<?, ?> coin =
        ((List<?>) found("raw(" + script + ")").get("unspents"))
            .stream()
                .map(Map.class::cast)
                .filter(each -> each.get("height").equals(1))
                .findFirst()
                .orElseThrow();
    OutPoint place = new OutPoint(Hash256.fromHex((String) coin.get("txid")), 0);
    Transaction tx = Spends.move(place, 5_000_000_000L, 10_000);
    String txid = tx.txid().toString();
    assertEquals(txid, rpc.call("sendrawtransaction", HexText.of(tx)));
    List<List<Object>> calls =
        List.of(
            List.of("getblockchaininfo"),
            List.of("getblockcount"),
            List.of("getblock", hashes.get(5), 2),
            List.of("getblockheader", hashes.get(5)),
            List.of("getchaintips"),
            List.of("getdeploymentinfo"),
            List.of("getmempoolinfo"),
            List.of("getmempoolentry", txid),
            List.of("getrawmempool", true),
            List.of("getrawtransaction", txid, 1),
            List.of("decoderawtransaction", HexText.of(tx)),
            List.of("testmempoolaccept", List.of(HexText.of(tx))),
            List.of("gettxout", txid, 0),
            List.of("waitforblockheight", 3),
            List.of("getblocktemplate", Map.of("rules", List.of("segwit"))));
    List<String> flaws = new ArrayList<>();
    for (List<Object> call : calls) {
      String method = (String) call.get(0);
      Object answer = rpc.call(method, call.subList(1, call.size()).toArray());
      flaws.addAll(check.flaws(method, answer));
    }
    assertEquals(List.of(), flaws);

    Map<?, ?> block = (Map<?, ?>) rpc.call("generateblock", "raw(51)", List.of(txid));
    assertEquals(block.get("hash"), rpc.call("getbestblockhash"));
    assertEquals(List.of(), rpc.call("getrawmempool"));
    Map<?, ?> spent = (Map<?, ?>) rpc.call("gettxout", txid, 0);
    assertEquals(1, spent.get("confirmations"));
    assertEquals(
        "49.99990000", new BigDecimal(spent.get("value").toString()).setScale(8).toString());
    assertNull(rpc.call("gettxout", coin.get("txid"), 0));
    assertEquals(1, ((List<?>) found("raw(51)").get("unspents")).size());
  }

  private static Map<?, ?> found(String descriptor) {
    return (Map<?, ?>) rpc.call("scantxoutset", "start", List.of(descriptor));
  }

  @Test
  void aPeerIsTalkedToAndItsAddressBanned() throws Exception {
    try (WirePeer other = WirePeer.join(Network.REGTEST, node.address())) {
      other.barrier(2);
      Map<?, ?> info =
          ((List<?>) rpc.call("getpeerinfo"))
              .stream()
                  .map(Map.class::cast)
                  .filter(each -> each.get("addr").equals("127.0.0.1:" + other.localPort()))
                  .findFirst()
                  .orElseThrow();
      rpc.call("sendmsgtopeer", info.get("id"), "hello", "0102");
      assertEquals(2, other.await("hello").payload().length);
      assertEquals(-29, rpc.refusal("disconnectnode", "127.0.0.1:1"));
      rpc.call("disconnectnode", "", info.get("id"));
      assertTrue(other.closedByNode());
    }
  }

  @Test
  void anAddedNodeIsKeptConnectedUntilItIsRemoved() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
      String at = "127.0.0.1:" + listening.getLocalPort();
      rpc.call("addnode", at, "add");
      assertEquals(-23, rpc.refusal("addnode", at, "add"));
      try (Socket opened = listening.accept()) {
        EmbeddedNode.await("connected", () -> added(at).get("connected").equals(true));
        assertEquals(
            List.of(Map.of("address", at, "connected", "outbound")), added(at).get("addresses"));
        rpc.call("addnode", at, "remove");
        rpc.call("disconnectnode", at);
        opened.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
      assertEquals(-24, rpc.refusal("getaddednodeinfo", at));
    }
  }

  private static Map<?, ?> added(String at) {
    return (Map<?, ?>) ((List<?>) rpc.call("getaddednodeinfo", at)).get(0);
  }

  @Test
  void theClockIsMovedByHand() {
    // Not so far that the other tests' peer would be idle for too long.
    long soon = Instant.now().getEpochSecond() + 60;
    try {
      rpc.call("setmocktime", soon);
      Map<?, ?> totals = (Map<?, ?>) rpc.call("getnettotals");
      assertEquals(soon * 1_000, totals.get("timemillis"));
    } finally {
      rpc.call("setmocktime", 0);
    }
  }

  @Test
  void aClientForNodeIsAnswered() throws Exception {
    Map<String, Object> got = Bcoin.rpcClient(String.valueOf(port), rpc.user(), rpc.password());
    Map<?, ?> network = (Map<?, ?>) ((Map<?, ?>) got.get("network")).get("result");
    assertEquals("/Patchbay:0.1.0/", network.get("subversion"));
    assertFalse(((List<?>) ((Map<?, ?>) got.get("peers")).get("result")).isEmpty());
    assertEquals(-1, code(got, "added"));
    assertEquals(-32601, code(got, "unknown"));
    List<?> batch = (List<?>) got.get("batch");
    assertEquals(3, batch.size());
    assertTrue(((Map<?, ?>) batch.get(0)).get("result") instanceof Number, () -> "" + batch);
    assertTrue(got.get("stranger").toString().contains("401"), () -> "" + got.get("stranger"));
  }

  private static Object code(Map<String, Object> got, String what) {
    return ((Map<?, ?>) ((Map<?, ?>) got.get(what)).get("error")).get("code");
  }

  @Test
  void aClientForJavaIsAnswered() throws Exception {
    BitcoinJSONRPCClient client = client(rpc.password());
    assertEquals("/Patchbay:0.1.0/", client.getNetworkInfo().subversion());
    assertFalse(client.getPeerInfo().isEmpty());
    assertTrue(client.getNetTotals().totalBytesRecv() > 0);
    assertThrows(BitcoinRPCException.class, () -> client.query("getbalance"));
    BitcoinRPCException refused =
        assertThrows(
            BitcoinRPCException.class, () -> client.query("getaddednodeinfo", "192.0.2.1"));
    assertTrue(refused.getMessage().contains("-24"), refused.getMessage());
    assertThrows(BitcoinRPCException.class, () -> client("wrong").query("uptime"));
  }

  private static BitcoinJSONRPCClient client(String password) throws IOException {
    return new BitcoinJSONRPCClient(
        URI.create("http://%s:%s@127.0.0.1:%d/".formatted(rpc.user(), password, port)).toURL());
  }

  @Test
  void aClientForPythonIsAnswered() throws Exception {
    String script =
        """
        import sys, json, bitcoin, bitcoin.rpc
        bitcoin.SelectParams("regtest")
        proxy = bitcoin.rpc.RawProxy(service_url=sys.argv[1])
        error = None
        try:
            proxy.getbalance()
        except bitcoin.rpc.JSONRPCError as e:
            error = e.error
        print(json.dumps({"network": proxy.getnetworkinfo(), "error": error}, default=str))
        """;
    // Debian's own, which knows Debian's packages; another may come before it in the path.
    Path debians = Path.of("/usr/bin/python3");
    if (!Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/bitcoin"))) {
      String reason = "python3-bitcoinlib is missing: apt-get install python3-bitcoinlib";
      assertNotEquals("true", System.getenv("CI"), reason);
      Assumptions.abort(reason);
    }
    String url = "http://%s:%s@127.0.0.1:%d".formatted(rpc.user(), rpc.password(), port);
    Process python = new ProcessBuilder(debians.toString(), "-c", script, url).start();
    String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(python.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, python.waitFor(), err);
    Map<String, Object> got = JSON.std.mapFrom(out);
    assertEquals("/Patchbay:0.1.0/", ((Map<?, ?>) got.get("network")).get("subversion"));
    assertEquals(-32601, ((Map<?, ?>) got.get("error")).get("code"));
  }
}
