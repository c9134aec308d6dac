package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineCheckTest {
  private final EngineCheck check = new EngineCheck();

  @Test
  void whatCanBeReadMayBeInForce() {
    assertEquals(Optional.empty(), check.refusal("bans", "192.0.2.0/24, 2001:db8::/32"));
    assertEquals(Optional.empty(), check.refusal("listen", "0.0.0.0, [::1]:18444"));
    assertEquals(Optional.empty(), check.refusal("listen", "auto"));
    assertEquals(Optional.empty(), check.refusal("external", "9.1.2.3, [2a00::1]:8333"));
    assertEquals(Optional.empty(), check.refusal("external", "node.example:8333, home"));
    assertEquals(Optional.empty(), check.refusal("permissions", "noban@127.0.0.1"));
    assertEquals(Optional.empty(), check.refusal("permissions", "in+out+relay@::1, 10.0.0.0/8"));
    assertEquals(
        Optional.empty(), check.refusal("listen", "noban+relay@[::1]:8335, 127.0.0.1:8334=onion"));
    assertEquals(Optional.empty(), check.refusal("outbound", "8"));
    assertEquals(Optional.empty(), check.refusal("onlynet", "ipv4, onion,i2p"));
    assertEquals(Optional.empty(), check.refusal("seednodes", "seed.example.org, [::1]:8333"));
    assertEquals(Optional.empty(), check.refusal("bans", ""));
  }

  @Test
  void whatCannotIsNamedWithWhatIsAllowed() {
    for (String[] bad :
        new String[][] {
          {"bans", "192.0.2.0/24, 192.0.2.0/33"},
          {"listen", "somewhere:18444"},
          {"permissions", "everything@127.0.0.1"},
          {"permissions", "@127.0.0.1"},
          {"listen", "out@127.0.0.1"},
          {"listen", "127.0.0.1:8334=i2p"},
          {"external", "9.1.2.3, 10.0.0.1"},
          {"external", "node.example:99999"},
          {"external", "8.8.8.8.8"},
          {"external", "a name"},
          {"external", "a".repeat(52) + ".b32.i2p:8333"},
          {"connect", "host:99999"},
          {"seednodes", "host:99999"},
          {"onlynet", "ipv4, tor"}
        }) {
      String refusal = check.refusal(bad[0], bad[1]).orElse("accepted: " + bad[1]);
      String entry = bad[1].substring(bad[1].lastIndexOf(' ') + 1);
      assertTrue(refusal.contains(entry.split("@")[0]), refusal);
      assertTrue(refusal.contains("allowed") || refusal.contains("known"), refusal);
    }
  }
}
