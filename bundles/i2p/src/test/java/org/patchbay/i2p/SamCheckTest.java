package org.patchbay.i2p;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an operator says the router is. */
class SamCheckTest {
  private final SamCheck check = new SamCheck();

  @Test
  void anAddressMayLeaveOutThePort() {
    InetSocketAddress here = new InetSocketAddress("127.0.0.1", 7656);
    assertEquals(Optional.of(here), SamAddress.parse(" 127.0.0.1 "));
    assertEquals(Optional.of(here), SamAddress.parse("127.0.0.1:7656"));
    assertEquals(Optional.of(new InetSocketAddress("::1", 7656)), SamAddress.parse("[::1]"));
    assertEquals(Optional.of(new InetSocketAddress("::1", 9)), SamAddress.parse("[::1]:9"));
    assertEquals(Optional.empty(), SamAddress.parse("  "));
    assertEquals(Optional.empty(), check.refusal("sam", "127.0.0.1"));
    assertEquals(Optional.empty(), check.refusal("sam", ""));
    assertEquals(Optional.empty(), check.refusal("accept", "true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "router",
        "router:7656",
        "127.0.0.1:0",
        "127.0.0.1:x",
        "::1",
        ":7656",
        "1.2.3",
        "127.0.0.1:65536",
        "[::1]x",
        "127.0.0.1:7656,127.0.0.2:7656"
      })
  void anythingElseIsRefusedWithWhatIsAllowed(String value) {
    assertEquals(
        Optional.of(
            "\""
                + value
                + "\" (allowed: an address as 127.0.0.1:7656 or [::1]:7656; empty for none)"),
        check.refusal("sam", value));
  }
}
