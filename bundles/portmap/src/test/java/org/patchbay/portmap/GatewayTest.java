package org.patchbay.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private final PortMapCheck check = new PortMapCheck();

  @Test
  void anAddressMayHaveAPort() {
    assertEquals(new InetSocketAddress("192.168.1.1", 5351), Gateway.parse("192.168.1.1"));
    assertEquals(new InetSocketAddress("192.168.1.1", 1), Gateway.parse("192.168.1.1:1"));
    assertEquals(new InetSocketAddress("fe80::1", 5351), Gateway.parse("fe80::1"));
    assertEquals(new InetSocketAddress("fe80::1", 5351), Gateway.parse("[fe80::1]"));
    assertEquals(new InetSocketAddress("fe80::1", 7), Gateway.parse("[fe80::1]:7"));
    assertEquals(Optional.empty(), check.refusal("gateway", "192.168.1.1"));
    assertEquals(Optional.empty(), check.refusal("gateway", " "));
    assertEquals(Optional.empty(), check.refusal("enabled", "auto"));
  }

  @Test
  void whatIsNoneIsNamedWithWhatIsAllowed() {
    String onion = "a".repeat(56) + ".onion";
    for (String bad : List.of("router", "192.168.1", "1.2.3.4:99999", "[fe80::1", onion, ":")) {
      String refusal = check.refusal("gateway", bad).orElse("accepted");
      assertTrue(refusal.startsWith("\"" + bad + "\" (allowed: "), refusal);
    }
  }
}
