package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BannerTest {
  @Test
  void oneScreenSaysWhatRunsAndWhatToTypeNext() {
    String text = banner(List.of("127.0.0.1:18444", "[::1]:18444"), true).text();
    assertTrue(text.contains("Patchbay   0.1.0 on regtest\n"), text);
    assertTrue(text.contains("listening  127.0.0.1:18444, [::1]:18444\n"), text);
    assertTrue(text.contains("policies   eviction core, scoring none\n"), text);
    assertTrue(text.contains("next       peer:list   chain:tip"), text);
    assertTrue(text.lines().count() <= 24, "one screen");
    assertEquals("", text.lines().filter(line -> line.length() > 100).findAny().orElse(""));
  }

  @Test
  void aNodeWithoutShellOrListenerSaysSo() {
    String text = banner(List.of(), false).text();
    assertTrue(text.contains("listening  nowhere\n"), text);
    assertTrue(text.contains("SIGTERM"), text);
  }

  private static Banner banner(List<String> listening, boolean interactive) {
    return new Banner(
        "0.1.0",
        "regtest",
        listening,
        "epoll",
        27,
        "node,shell,lab",
        List.of("handshake", "ping"),
        List.of("eviction core", "scoring none"),
        "/srv/patchbay/regtest",
        "/srv/patchbay/config",
        "/srv/patchbay/deploy",
        interactive);
  }
}
