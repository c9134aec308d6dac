package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.wire.Network;

/**
 * Each part that the product was asked for by name, shown by a shell command on a running node with
 * its lab; the table is in the shell's README.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromiseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern ID = Pattern.compile("^ *(\\d+)  ", Pattern.MULTILINE);
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");

  private EmbeddedNode node;
  private NodeShell shell;

  @BeforeAll
  void start(@TempDir Path folder) {
    node =
        EmbeddedNode.start(
            folder,
            List.of("node", "policies", "vitals", "lab", "shell"),
            "patchbay.lab/block.interval=1");
    shell = new NodeShell(node);
    EmbeddedNode.await("lab peers", PATIENCE, () -> node.node().peers().size() >= 8);
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private void shows(String command, String... words) {
    String[] last = {""};
    EmbeddedNode.await(
        () -> command + " shows " + List.of(words) + ", but:\n" + last[0],
        () -> {
          last[0] = shell.screen(command);
          return List.of(words).stream().allMatch(last[0]::contains);
        });
  }

  private String firstPeer() {
    Matcher id = ID.matcher(shell.screen("peer:list"));
    assertTrue(id.find(), "no peer is listed");
    return id.group(1);
  }

  @Test
  void peerConnectionState() {
    shows("peer:list", "manual", "inbound", "live", "/LabMiner");
    shows("peer:show " + firstPeer(), "services", "queue", "wtxidrelay");
  }

  @Test
  void inactivity() throws IOException {
    shows("peer:show " + firstPeer(), "last", "ping");
    try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.barrier(1);
    }
    shows("peer:gone", "remote-closed");
  }

  @Test
  void evictionWithGradualBackOff() {
    shows("policy:use scoring weighted", "weighted");
    shows("policy:use eviction scored", "scored");
    shows("peer:metrics", "MISBEHAVIOUR", "SCORE");
    shell.screen("policy:use scoring none");
    shell.screen("policy:use eviction core");
  }

  @Test
  void transactionRelayWithPropagationMetrics() {
    shell.screen("lab:traffic 20");
    shows("relay:recent", "transaction", "block");
    Matcher hash = HASH.matcher(shell.screen("relay:recent"));
    String[] screen = {""};
    EmbeddedNode.await(
        () -> "relay:show of something that was announced, but:\n" + screen[0],
        () -> {
          if (!hash.find()) {
            return false;
          }
          screen[0] = shell.screen("relay:show " + hash.group());
          return screen[0].contains("accepted") && screen[0].contains("peers or more");
        });
  }

  @Test
  void peerSelectionForRelay() {
    shows("policy:use relay score", "score");
    shows("config:show patchbay.relay.score", "latency", "uptime", "bandwidth");
    shows("policy:use relay core", "core");
  }

  @Test
  void messageHandling() {
    shows("net:messages", "tx", "QUEUED P50", "HANDLED P99");
  }

  @Test
  void rateLimiting() {
    shows("policy:use ratelimit bucket", "bucket");
    shows("config:show patchbay.ratelimit.bucket", "rate", "burst");
    shell.screen("policy:use ratelimit core");
  }

  @Test
  void peerVerification() {
    shows("config:show patchbay.admission.selective", "version", "services");
    shows("policy:use admission selective", "selective");
    shell.screen("policy:use admission core");
  }

  @Test
  void networkStatistics() {
    shows("net:stats", "connected", "inbound", "outbound");
  }

  @Test
  void performanceMonitoring() {
    shows("config:show patchbay.metrics", "warn.millis");
    shows("net:messages", "block", "inv");
  }

  @Test
  void peerMetrics() {
    shows("peer:metrics", "JITTER", "CPU", "MISBEHAVIOUR");
  }

  @Test
  void healthChecks() {
    shows("health:show", "peers", "diversity", "bandwidth", "validation");
  }

  @Test
  void blocksAndTransactions() {
    shell.screen("lab:traffic 20");
    shows("chain:tip", "height");
    shows("chain:block 1", "weight");
    shows("mempool:list", "unvalidated");
    shows("policy:list", "relay", "eviction", "core");
  }
}
