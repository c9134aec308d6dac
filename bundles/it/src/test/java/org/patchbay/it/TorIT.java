package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node and a real Tor: it makes our onion service, goes, and makes the same one when it is back.
 */
class TorIT {
  private static final Pattern ONION = Pattern.compile("[a-z2-7]{56}\\.onion:18444");

  @TempDir Path folder;
  @TempDir Path tor;

  @Test
  void theNodeIsReachedAtOneOnionAddressWheneverTorIsThere() throws Exception {
    int port = TorDaemon.freePort();
    try (TorDaemon first = TorDaemon.start(tor, port);
        EmbeddedNode node =
            EmbeddedNode.start(
                folder,
                List.of("node", "policies", "shell"),
                "patchbay.engine/listen=127.0.0.1:0,127.0.0.2:0=onion",
                "patchbay.tor/enabled=true",
                "patchbay.tor/control=127.0.0.1:" + port)) {
      node.address();
      NodeShell shell = new NodeShell(node);
      String onion = awaitOnion(shell);
      Path key = folder.resolve("regtest/onion_v3_private_key");
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
      assertTrue(Files.readString(key).startsWith("ED25519-V3:"));

      first.kill();
      EmbeddedNode.await(
          () -> "no onion in " + shell.screen("net:local"),
          () -> !shell.screen("net:local").contains(onion));
      try (TorDaemon again = TorDaemon.start(tor, port)) {
        assertEquals(onion, awaitOnion(shell));
        assertTrue(again.runs());
      }
    }
  }

  private static String awaitOnion(NodeShell shell) {
    EmbeddedNode.await(
        () -> "an onion address in " + shell.screen("net:local"),
        () -> ONION.matcher(shell.screen("net:local")).find());
    Matcher found = ONION.matcher(shell.screen("net:local"));
    assertTrue(found.find());
    return found.group();
  }
}
