package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiversitySettingsTest {
  private final DiversitySettings settings = new DiversitySettings();

  @Test
  void aNetworkThatDoesNotExistIsRefusedByName() {
    assertEquals(
        Optional.of("network \"tor\" (known: ipv4, ipv6, onion, i2p, cjdns)"),
        settings.refusal("networks", "ipv4, tor"));
  }

  @Test
  void knownNetworksAndNoneMayBeNamed() {
    assertEquals(Optional.empty(), settings.refusal("networks", "ipv4,ipv6, onion,i2p,cjdns"));
    assertEquals(Optional.empty(), settings.refusal("networks", ""));
    assertEquals(Optional.empty(), settings.refusal("groups.min", "tor"));
  }
}
