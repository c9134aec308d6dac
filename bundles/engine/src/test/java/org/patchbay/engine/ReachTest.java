package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.patchbay.engine.Reach.DEFAULT;
import static org.patchbay.engine.Reach.IPV4;
import static org.patchbay.engine.Reach.IPV6_STRONG;
import static org.patchbay.engine.Reach.IPV6_WEAK;
import static org.patchbay.engine.Reach.NONE;
import static org.patchbay.engine.Reach.PRIVATE;
import static org.patchbay.engine.Reach.TEREDO;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.NetworkAddress;

class ReachTest {
  private static final NetworkAddress V4 = NetworkAddress.parse("9.1.2.3:8333");
  private static final NetworkAddress V6 = NetworkAddress.parse("[2a00::1]:8333");
  private static final NetworkAddress SIX_TO_FOUR = NetworkAddress.parse("[2002:901:203::1]:8333");
  private static final NetworkAddress NAT64 = NetworkAddress.parse("[64:ff9b::901:203]:8333");
  private static final NetworkAddress TUNNEL = NetworkAddress.parse("[2001:0:901:203::1]:8333");
  private static final NetworkAddress TOR =
      NetworkAddress.of(NetworkAddress.TOR_V3, new byte[32], 8333);
  private static final NetworkAddress GARLIC =
      NetworkAddress.of(NetworkAddress.I2P, new byte[32], 0);
  private static final NetworkAddress CJDNS = NetworkAddress.parse("[fc00::1]:8333");
  private static final NetworkAddress HOME = NetworkAddress.parse("127.0.0.1:8333");

  private static final List<NetworkAddress> OURS =
      List.of(V4, V6, SIX_TO_FOUR, NAT64, TUNNEL, TOR, GARLIC, CJDNS, HOME);

  private static List<Reach> from(NetworkAddress theirs) {
    return OURS.stream().map(ours -> Reach.of(ours, theirs)).toList();
  }

  @Test
  void eachNetworkReachesEachOtherAsWellAsBitcoinCoreSays() {
    assertEquals(
        List.of(IPV4, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, NONE),
        from(V4));
    List<Reach> v6 =
        List.of(IPV4, IPV6_STRONG, IPV6_WEAK, IPV6_WEAK, TEREDO, DEFAULT, DEFAULT, DEFAULT, NONE);
    assertEquals(v6, from(V6));
    assertEquals(v6, from(SIX_TO_FOUR));
    assertEquals(
        List.of(IPV4, IPV6_WEAK, IPV6_WEAK, IPV6_WEAK, TEREDO, DEFAULT, DEFAULT, DEFAULT, NONE),
        from(TUNNEL));
    assertEquals(
        List.of(IPV4, DEFAULT, DEFAULT, DEFAULT, DEFAULT, PRIVATE, DEFAULT, DEFAULT, NONE),
        from(TOR));
    assertEquals(
        List.of(DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, PRIVATE, DEFAULT, NONE),
        from(GARLIC));
    assertEquals(
        List.of(DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT, PRIVATE, NONE),
        from(CJDNS));
    assertEquals(
        List.of(IPV4, IPV6_WEAK, IPV6_WEAK, IPV6_WEAK, TEREDO, PRIVATE, DEFAULT, DEFAULT, NONE),
        from(HOME));
  }
}
