package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Ping;

/** An operator's rules, written and edited while the node talks. */
class RulesIT {
  private static final List<String> FEATURES = List.of("node", "policies", "vitals", "shell");

  @TempDir Path folder;
  private final List<WirePeer> callers = new ArrayList<>();
  private EmbeddedNode node;
  private NodeShell shell;
  private WirePeer witness;

  @BeforeEach
  void start() throws IOException {
    node = EmbeddedNode.start(folder, FEATURES, "patchbay.engine/max.inbound=3");
    shell = new NodeShell(node);
    witness = WirePeer.join(Network.REGTEST, node.address());
  }

  /** Whatever was edited: a session that stood before still stands. */
  @AfterEach
  void stop() throws IOException {
    for (WirePeer caller : callers) {
      caller.close();
    }
    witness.barrier(99);
    witness.close();
    node.close();
  }

  @Test
  void rulesAreTriedPutInForceEditedAndRefused() throws Exception {
    write("rule near\n  when address.within('127.0.0.0/8')\n  then refuse\n");
    EmbeddedNode.await(screen("rules:list"), () -> shown("rules:list", "admission not used"));
    assertTrue(shown("rules:peers near", "/Scripted:1.0/"), screen("rules:peers near").get());

    shell.screen("policy:shadow admission rules");
    EmbeddedNode.await(screen("rules:list"), () -> shown("rules:list", "admission tried"));
    call("/One:1/");
    EmbeddedNode.await(
        screen("policy:diff admission"),
        () -> shown("policy:diff admission", "admitted, would refuse"));
    EmbeddedNode.await(screen("peer:list"), () -> shown("peer:list", "/One:1/"));
    assertEquals("core", node.slot("admission").inForce());

    shell.screen("policy:use admission rules");
    node.awaitInForce("admission", "rules");
    assertTrue(isTurnedAway());

    write("rule near\n  when address.within('127.0.0.0/8')\n    && foo > 1\n  then refuse\n");
    String place = "config/rules.conf: line 3, column 8: undeclared reference to 'foo'";
    EmbeddedNode.await(
        () -> node.settings().refusals().toString(),
        () -> node.settings().refusals().toString().contains(place));
    assertTrue(shown("rules:list", "line 3, column 8"), screen("rules:list").get());
    String audit = shell.screen("policy:audit");
    assertTrue(audit.matches("(?s).*file config/rules.conf +edit +rules .*added near.*"), audit);
    assertTrue(audit.contains("refused: line 3, column 8"), audit);
    assertTrue(isTurnedAway());

    write("rule far\n  when address.within('192.0.2.0/24')\n  then refuse\n");
    EmbeddedNode.await(screen("rules:list"), () -> shown("rules:list", "192.0.2.0"));
    EmbeddedNode.await(
        () -> "nothing is refused any more: " + node.settings().refusals(),
        () -> node.settings().refusals().isEmpty());
    call("/Two:1/");
    EmbeddedNode.await(screen("peer:list"), () -> shown("peer:list", "/Two:1/"));
    Files.delete(file());
    EmbeddedNode.await(screen("rules:list"), () -> shown("rules:list", "no rules are in force"));
  }

  @Test
  void whomARuleNamesIsEvictedFirstAndWhomItSlowsDownWaits() throws Exception {
    write(
        "rule old\n  when agent == '/Old:1/'\n  then evict first\n"
            + "rule slow\n  when agent == '/Slow:1/'\n  then throttle 1/s\n");
    shell.screen("policy:use ratelimit rules");
    shell.screen("policy:shadow eviction rules");
    call("/Old:1/");
    call("/Slow:1/");
    EmbeddedNode.await(screen("peer:list"), () -> node.node().peers().size() == 3);
    EmbeddedNode.await(screen("rules:list"), () -> shown("rules:list", "eviction tried"));
    call("/New:1/");
    EmbeddedNode.await(
        screen("policy:diff eviction"), () -> shown("policy:diff eviction", "would evict"));
    assertTrue(shown("peer:list", "/Old:1/"));

    shell.screen("policy:use eviction rules");
    node.awaitInForce("eviction", "rules");
    call("/New:2/");
    EmbeddedNode.await(screen("peer:gone"), () -> shown("peer:gone", "evicted"));
    assertTrue(
        !shown("peer:list", "/Old:1/") && shown("peer:list", "/New:2/"), screen("peer:list").get());
    EmbeddedNode.await(screen("peer:list"), () -> waits(callers.get(1)));
  }

  /** Whether it had to, as it says more. */
  private boolean waits(WirePeer peer) {
    try {
      peer.send(new Ping(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return node.node().peers().stream()
        .anyMatch(each -> each.userAgent().equals("/Slow:1/") && each.ledger().pauses() > 0);
  }

  private Path file() {
    return node.config().resolve("rules.conf");
  }

  private void write(String text) throws IOException {
    Path whole = Files.writeString(node.folder().resolve("rules.written"), text);
    Files.move(whole, file(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void call(String agent) throws IOException {
    WirePeer caller = WirePeer.dial(Network.REGTEST, node.address());
    caller.send(WirePeer.version(agent, 100 + callers.size()));
    callers.add(caller);
  }

  private boolean isTurnedAway() throws IOException {
    try (WirePeer caller = WirePeer.dial(Network.REGTEST, node.address())) {
      return caller.closedByNode();
    }
  }

  private boolean shown(String command, String text) {
    return shell.screen(command).contains(text);
  }

  private Supplier<String> screen(String command) {
    return () -> shell.screen(command);
  }
}
