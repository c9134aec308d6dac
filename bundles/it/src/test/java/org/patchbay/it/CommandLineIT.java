package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.Network;

/** The built distribution, started as a user starts it. */
class CommandLineIT {
  private static final Duration STOPS = Duration.ofSeconds(5);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"--version, patchbay 0", "--help, --no-shell"})
  void asksNothingOfAMachine(String option, String answer) throws Exception {
    try (NodeProcess node = NodeProcess.run(folder, List.of(option))) {
      assertEquals(0, node.exit());
      assertTrue(node.out().contains(answer), node.out());
      assertEquals("", node.err());
    }
  }

  @Test
  void theClassesOfAStartAreKeptForLaterOnes() throws Exception {
    try (NodeProcess prepare = NodeProcess.run(folder, List.of("prepare"))) {
      assertEquals(0, prepare.exit(), prepare.err());
      assertEquals("", prepare.out() + prepare.err());
    }
    String archive = "lib/classes-" + Runtime.version().feature() + ".jsa";
    assertTrue(Files.size(EmbeddedNode.home().resolve(archive)) > 1 << 20);
    asksNothingOfAMachine("--version", "patchbay 0");
  }

  /** Option and value as given, and something of what would have been allowed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--network | mainnet | testnet4",
        "--connect | nowhere | HOST:PORT",
        "--connect | 127.0.0.1:0 | 1 to 65535",
        "--listen | 127.0.0.1:70000 | 0 to 65535",
        "--features | node,wings | policies",
        "--set | outbound=8 | PID.KEY=VALUE",
        "--set | patchbay.wings.span=8 | patchbay.engine",
        "--set | patchbay.engine.wings=2 | outbound",
        "--set | patchbay.engine.outbound=1001 | 0 to 1000",
        "--set | patchbay.engine.outbound=many | a whole number",
        "--set | patchbay.engine.score.outbound=yes | true or false"
      })
  void aBadValueIsRefused(String option, String value, String allowed) throws Exception {
    try (NodeProcess node = NodeProcess.run(folder, data("--no-shell", option, value))) {
      assertEquals(2, node.exit());
      String line = node.err().lines().findFirst().orElse("");
      assertTrue(line.startsWith("patchbay: "), line);
      assertTrue(line.contains(option), line);
      String shown = value.substring(value.lastIndexOf(option.equals("--set") ? '=' : ',') + 1);
      assertTrue(line.contains(shown), line);
      assertTrue(line.contains(allowed), line);
      assertEquals("", node.out());
    }
  }

  @ParameterizedTest
  @CsvSource({"--wings", "--network", "wings"})
  void wordsThatMeanNothingAreNamed(String word) throws Exception {
    try (NodeProcess node = NodeProcess.run(folder, List.of(word))) {
      assertEquals(2, node.exit());
      assertTrue(node.err().lines().findFirst().orElse("").contains(word), node.err());
    }
  }

  @Test
  void runsWithoutInputUntilItIsTold() throws Exception {
    try (NodeProcess node = NodeProcess.run(folder, quiet())) {
      try (WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
        System.out.printf("CommandLineIT: start to screen %d ms%n", node.age());
        peer.barrier(1);
        for (String row : List.of("listening", "transport", "policies", "data", "deploy", "next")) {
          assertTrue(node.out().contains("\n  " + row + " "), row + " is not in " + node.out());
        }
        assertFalse(node.out().contains("PROBLEM"), node.out());
        assertEquals("", node.err());
        isAnsweredInAnotherProcess();

        Path pid = home().resolve("patchbay.pid");
        assertTrue(Files.readString(pid).matches("\\d+\n"), pid.toString());
        writesOfOnePeerInDetailAndOpensItsFileAnew(peer, Files.readString(pid).strip());

        node.terminate();

        assertEquals(0, node.exit(STOPS));
        assertEquals("", node.err());
        assertFalse(Files.exists(pid));
        assertTrue(peer.closedByNode());
      }
    }
  }

  private void isAnsweredInAnotherProcess() throws Exception {
    assertAttached(0, "/Scripted:1.0/", "peer:list | grep inbound");
    assertAttached(0, "\"type\":\"inbound\"", "--json", "peer:list");
    assertAttached(1, "", "peer:show", "99");
    assertAttached(2, "", "peer:show");
    try (NodeProcess nobody = NodeProcess.run(folder, List.of("sh", "--data", "/nowhere", "x"))) {
      assertEquals(3, nobody.exit());
      assertTrue(nobody.err().contains("/nowhere"), nobody.err());
    }
  }

  private void writesOfOnePeerInDetailAndOpensItsFileAnew(WirePeer peer, String pid)
      throws Exception {
    Path log = home().resolve("log/patchbay.log");
    assertAttached(0, "all in detail of peers: 1", "log:peer", "1", "on");
    peer.barrier(2);
    String detail = "received: ping (8 bytes) peer=1";
    assertTrue(Files.readString(log).contains(detail), Files.readString(log));

    Files.move(log, home().resolve("log/moved"));
    assertEquals(0, new ProcessBuilder("kill", "-HUP", pid).start().waitFor());
    EmbeddedNode.await("a new file", () -> Files.exists(log));
    peer.barrier(3);
    assertTrue(Files.readString(log).contains(detail), Files.readString(log));
    assertAttached(0, "of 10.5 MB", "log:rotate");
    assertTrue(Files.exists(log.resolveSibling("patchbay.log.1")));
  }

  private String assertAttached(int code, String shown, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("sh", "--data", home().toString()));
    all.addAll(List.of(words));
    try (NodeProcess client = NodeProcess.run(folder, all)) {
      assertEquals(code, client.exit(), client.err());
      assertTrue(client.out().contains(shown), client.out());
      assertEquals(code == 0, client.err().isEmpty(), client.err());
      return client.out();
    }
  }

  @Test
  void isThereAgainAfterItWasKilled() throws Exception {
    for (int i = 0; i < 2; i++) {
      try (NodeProcess node = NodeProcess.run(folder, quiet());
          WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
        peer.barrier(i);
        node.kill();
      }
    }
    try (NodeProcess node = NodeProcess.run(folder, quiet());
        WirePeer peer = WirePeer.join(Network.REGTEST, node.address())) {
      peer.barrier(9);
    }
  }

  @Test
  void twoNodesDoNotShareAFolder() throws Exception {
    try (NodeProcess first = NodeProcess.run(folder, quiet())) {
      first.address();
      try (NodeProcess second = NodeProcess.run(folder, quiet())) {
        assertEquals(1, second.exit());
        assertEquals(1, second.err().lines().count(), second.err());
        assertTrue(second.err().contains(home().toRealPath().toString()), second.err());
      }
      try (WirePeer peer = WirePeer.join(Network.REGTEST, first.address())) {
        peer.barrier(1);
      }
    }
  }

  /** File, line, key and value: a node does not start with another configuration than its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outbound = 1001 | line 1 | 0 to 1000",
        "outbound = many | many | a whole number",
        "wings = 2 | wings | outbound",
        "outbound | line 1 | key = value"
      })
  void aBadFileKeepsTheNodeFromStarting(String text, String named, String allowed)
      throws Exception {
    Path file = Files.createDirectories(home().resolve("config")).resolve("patchbay.engine.cfg");
    Files.writeString(file, text + "\n");
    try (NodeProcess node = NodeProcess.run(folder, quiet())) {
      assertEquals(2, node.exit());
      assertTrue(node.err().contains(file.getFileName().toString()), node.err());
      assertTrue(node.err().contains(named), node.err());
      assertTrue(node.err().contains(allowed), node.err());
      assertEquals(1, node.err().lines().count(), node.err());
    }
  }

  @Test
  void aFileThatIsNoTextKeepsTheNodeFromStarting() throws Exception {
    Path file = Files.createDirectories(home().resolve("config")).resolve("patchbay.engine.cfg");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
    try (NodeProcess node = NodeProcess.run(folder, quiet())) {
      assertEquals(2, node.exit());
      assertTrue(node.err().contains("patchbay.engine.cfg: not UTF-8"), node.err());
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    // Permissions do not keep an administrator out; this file gives nobody its first byte.
    Path unreadable = Path.of("/proc/self/mem");
    Assumptions.assumeTrue(Files.exists(unreadable), "no /proc on this system");
    Path file = Files.createDirectories(home().resolve("config")).resolve("patchbay.engine.cfg");
    Files.createSymbolicLink(file, unreadable);
    try (NodeProcess node = NodeProcess.run(folder, quiet())) {
      assertEquals(2, node.exit());
      assertTrue(node.err().contains("patchbay.engine.cfg"), node.err());
    }
    Files.delete(file);
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        NodeProcess node =
            NodeProcess.run(
                folder,
                data(
                    "--no-shell",
                    "--network",
                    "regtest",
                    "--listen",
                    "127.0.0.1:" + taken.getLocalPort(),
                    "--set",
                    "patchbay.rpc.listen=127.0.0.1:0"))) {
      node.awaitError(":" + taken.getLocalPort());
      node.terminate();
      assertEquals(0, node.exit());
    }
  }

  @Test
  void optionsOfBitcoinCoreAreTakenAndTheirNetworkHasNothingOfTheLab() throws Exception {
    Files.createDirectories(home());
    Files.writeString(
        home().resolve("bitcoin.conf"), "signet=1\n[signet]\nbind=127.0.0.1:0\nserver=0\n");
    try (NodeProcess node =
        NodeProcess.run(
            folder, List.of("-datadir=" + home(), "-connect=127.0.0.1:1", "-timeout=900"))) {
      try (WirePeer peer = WirePeer.join(Network.SIGNET, node.address())) {
        peer.barrier(1);
      }
      assertFalse(node.out().contains("lab"), node.out());
      String settings = assertAttached(0, "bitcoin.conf:3", "config:show");
      assertTrue(settings.contains("command line: -connect"), settings);
      assertTrue(Files.isDirectory(home().resolve("signet")));
    }
  }

  private Path home() {
    return folder.resolve("node");
  }

  private List<String> quiet() throws IOException {
    return data(
        "--no-shell",
        "--network",
        "regtest",
        "--listen",
        "127.0.0.1:0",
        "--set",
        "patchbay.rpc.listen=127.0.0.1:0"); // Core's port may be another node's.
  }

  private List<String> data(String... options) throws IOException {
    Files.createDirectories(home());
    List<String> all = new ArrayList<>(List.of("--data", home().toString()));
    all.addAll(List.of(options));
    return all;
  }
}
