package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.api.node.Node;
import org.patchbay.api.node.Settings;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.wire.Network;

/** The files of {@code config/}, edited while the node talks. */
class ConfigurationIT {
  private static final String ENGINE = "patchbay.engine";

  @TempDir Path folder;
  private EmbeddedNode node;
  private WirePeer witness;

  @BeforeEach
  void start() throws IOException {
    node = EmbeddedNode.start(folder);
    witness = WirePeer.join(Network.REGTEST, node.address());
  }

  /** Whatever was edited: a session that stood before still stands. */
  @AfterEach
  void stop() throws IOException {
    witness.close();
    node.close();
  }

  @Test
  void fewerSlotsHoldForTheNextStranger() throws Exception {
    write(ENGINE, "max.inbound = 1\n");
    awaitValue("max.inbound", "1", "file");
    EmbeddedNode.await("strangers are refused", () -> !admits());

    Files.delete(file(ENGINE));
    awaitValue("max.inbound", "114", "default");
    EmbeddedNode.await("strangers are welcome", this::admits);
    witness.barrier(2);
  }

  @Test
  void anAddressIsAddedAndTakenBack() throws Exception {
    node.close();
    int first = freePort();
    int second = freePort();
    write(ENGINE, "listen = 127.0.0.1:" + first + "\n");
    try (EmbeddedNode again = EmbeddedNode.startAsConfigured(folder)) {
      assertEquals(first, again.address().getPort());
      try (WirePeer peer = WirePeer.join(Network.REGTEST, again.address())) {
        write(ENGINE, "listen = 127.0.0.1:" + first + ", 127.0.0.1:" + second + "\n");
        EmbeddedNode.await("two addresses", () -> ports(again).equals(List.of(first, second)));
        WirePeer.join(Network.REGTEST, again.node().listening().get(1)).close();

        write(ENGINE, "listen = 127.0.0.1:" + second + "\n");
        EmbeddedNode.await("the second alone", () -> ports(again).equals(List.of(second)));

        peer.barrier(1);
      }
    }
  }

  @Test
  void aBanEndsWhatItCovers() throws Exception {
    write(ENGINE, "bans = 127.0.0.0/8\n");

    assertTrue(witness.closedByNode());
    EmbeddedNode.await(
        "the ban is the reason",
        () -> node.node().endedByReason().getOrDefault(CloseReason.Code.BANNED, 0L) == 1);
    assertFalse(admits());

    write(ENGINE, "");
    awaitValue("bans", "", "default");
    EmbeddedNode.await("strangers are welcome", this::admits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max.inbound = many | max.inbound = \"many\" | a whole number",
        "max.inbound = -1 | max.inbound = \"-1\" | from 0",
        "outbound = 1001 | outbound = \"1001\" | 0 to 1000",
        "score.outbound = yes | score.outbound = \"yes\" | true or false",
        "wings = 2 | wings = \"2\" | max.inbound",
        "bans = 10.0.0.0/8, 192.0.2.0/33 | \"192.0.2.0/33\" | number of its leading bits",
        "listen = nowhere:1 | \"nowhere:1\" | an address of this machine",
        "max.inbound | \"max.inbound\" | key = value",
        "max.inbound = 3\\nmax.inbound = 4 | max.inbound is given twice | first in line"
      })
  void aBadEditIsRefusedAndChangesNothing(String text, String named, String allowed)
      throws Exception {
    write(ENGINE, "max.inbound = 50\n");
    awaitValue("max.inbound", "50", "file");

    write(ENGINE, "max.inbound = 60\n" + text.replace("\\n", "\n") + "\n");

    String line = awaitRefusal("config/patchbay.engine.cfg");
    assertTrue(line.contains("line "), line);
    assertTrue(line.contains(named) || line.contains("given twice"), line);
    assertTrue(line.contains(allowed) || line.contains("given twice"), line);
    awaitValue("max.inbound", "50", "file");
    witness.barrier(1);

    write(ENGINE, "max.inbound = 70\n");
    awaitValue("max.inbound", "70", "file");
    assertEquals(List.of(), node.settings().refusals());
  }

  @Test
  void aFileThatIsNoTextChangesNothing() throws Exception {
    write(ENGINE, "max.inbound = 50\n");
    awaitValue("max.inbound", "50", "file");

    write(ENGINE, new byte[] {'m', 'a', 'x', (byte) 0xc3, '(', '\n'});
    assertTrue(awaitRefusal("config/patchbay.engine.cfg").contains("not UTF-8"));
    awaitValue("max.inbound", "50", "file");

    write(ENGINE, "max.inbound = 7\0\n".getBytes(StandardCharsets.UTF_8));
    EmbeddedNode.await(
        "the zero byte is named", () -> node.settings().refusals().toString().contains("0x00"));
    awaitValue("max.inbound", "50", "file");

    write(ENGINE, new byte[1_000_001]);
    EmbeddedNode.await(
        "the length is named", () -> node.settings().refusals().toString().contains("1000001"));
    awaitValue("max.inbound", "50", "file");
    witness.barrier(1);
  }

  @Test
  void aHalfWrittenFileIsRefusedUntilItIsWhole() throws Exception {
    String whole = "max.inbound = 50\noutbound = 3\n";
    Files.writeString(file(ENGINE), whole.substring(0, whole.indexOf("ound = 3")));
    awaitRefusal("config/patchbay.engine.cfg");
    awaitValue("max.inbound", "114", "default");

    Files.writeString(file(ENGINE), whole);

    awaitValue("outbound", "3", "file");
    awaitValue("max.inbound", "50", "file");
    assertEquals(List.of(), node.settings().refusals());
  }

  @Test
  void aFileThatNobodyReadsIsNamed() throws Exception {
    write("patchbay.wings", "span = 2\n");
    Files.writeString(node.config().resolve("notes.txt"), "to do\n");

    assertTrue(awaitRefusal("config/patchbay.wings.cfg").contains("no component patchbay.wings"));
    assertTrue(awaitRefusal("config/notes.txt").contains("nobody reads it"));
    assertFalse(
        node.settings().entries().stream().anyMatch(entry -> entry.pid().contains("wings")));

    Files.delete(file("patchbay.wings"));
    Files.delete(node.config().resolve("notes.txt"));
    EmbeddedNode.await("nothing stands", () -> node.settings().refusals().isEmpty());
  }

  @Test
  void theCommandLineStaysAboveTheFile() throws Exception {
    write(ENGINE, "listen = 127.0.0.2:0\nmax.inbound = 50\n");

    awaitValue("max.inbound", "50", "file");
    awaitValue("listen", "127.0.0.1:0", "command line");
    witness.barrier(1);
  }

  @Test
  void aNameThatNoPolicyHasLeavesTheOneInForce() throws Exception {
    write(ENGINE, "policy.eviction = scored\n");
    node.awaitInForce("eviction", "scored");

    write(ENGINE, "policy.eviction = nobody\n");
    awaitValue("policy.eviction", "nobody", "file");
    EmbeddedNode.await("it is wanted", () -> node.slot("eviction").wanted().equals("nobody"));

    // Both names are there for the operator: what was asked for, and what judges meanwhile.
    Node.Slot slot = node.slot("eviction");
    assertEquals("scored", slot.inForce());
    assertFalse(slot.available().contains("nobody"));
    witness.barrier(1);

    Files.delete(file(ENGINE));
    node.awaitInForce("eviction", "core");
  }

  @Test
  void aBadSettingNeverReachesTheFile() throws Exception {
    Files.writeString(file(ENGINE), "# mine\nmax.inbound = 50\n");
    awaitValue("max.inbound", "50", "file");

    for (String[] bad :
        List.of(
            new String[] {ENGINE, "outbound", "1001", "0 to 1000"},
            new String[] {ENGINE, "wings", "2", "unknown key"},
            new String[] {"patchbay.wings", "span", "2", "no component"},
            new String[] {ENGINE, "listen", "127.0.0.1:1", "command line"})) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class,
              () -> node.settings().set(bad[0], bad[1], bad[2]),
              bad[1]);
      assertTrue(refused.getMessage().contains(bad[3]), refused.getMessage());
    }
    assertEquals("# mine\nmax.inbound = 50\n", Files.readString(file(ENGINE)));

    node.settings().set(ENGINE, "outbound", "3");
    assertEquals("# mine\nmax.inbound = 50\noutbound = 3\n", Files.readString(file(ENGINE)));
  }

  /** Whether a stranger who comes now gets as far as an answer to a ping. */
  private boolean admits() {
    try (WirePeer stranger = WirePeer.join(Network.REGTEST, node.address())) {
      stranger.barrier(1);
      return true;
    } catch (EOFException | SocketException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String pid) {
    return node.config().resolve(pid + ".cfg");
  }

  private void write(String pid, String text) throws IOException {
    write(pid, text.getBytes(StandardCharsets.UTF_8));
  }

  /** At one stroke: a file that is cut and then filled is an empty one to who looks in between. */
  private void write(String pid, byte[] bytes) throws IOException {
    Path whole = Files.write(node.folder().resolve(pid + ".written"), bytes);
    Files.move(whole, file(pid), StandardCopyOption.ATOMIC_MOVE);
  }

  private void awaitValue(String key, String value, String origin) {
    EmbeddedNode.await(
        () -> "%s = %s (%s), is %s".formatted(key, value, origin, entry(key)),
        () -> entry(key).equals(value + " (" + origin + ")"));
  }

  private String entry(String key) {
    Settings.Entry entry =
        node.settings().entries().stream()
            .filter(each -> each.pid().equals(ENGINE) && each.key().equals(key))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no key " + key));
    return entry.value() + " (" + entry.origin() + ")";
  }

  private String awaitRefusal(String file) {
    EmbeddedNode.await(
        () -> file + " is refused: " + node.settings().refusals(),
        () -> node.settings().refusals().stream().anyMatch(line -> line.startsWith(file + ": ")));
    return node.settings().refusals().stream()
        .filter(line -> line.startsWith(file + ": "))
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> ports(EmbeddedNode node) {
    return node.node().listening().stream().map(address -> address.getPort()).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
