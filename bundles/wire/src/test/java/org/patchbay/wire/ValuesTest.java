package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private final Any any = new Any(12);

  @Test
  void serviceNames() {
    assertEquals(List.of("NETWORK", "WITNESS", "NETWORK_LIMITED", "P2P_V2"), Services.names(0xc09));
    assertEquals(
        List.of("UNKNOWN[2^1]", "BLOOM", "COMPACT_FILTERS", "UNKNOWN[2^63]"),
        Services.names(2 | 4 | 64 | Long.MIN_VALUE));
  }

  @Test
  void hashTextIsReversed() {
    Hash256 hash = Hash256.fromHex("00".repeat(31) + "01");

    assertEquals(1, hash.toBytes()[0]);
    assertEquals("00".repeat(31) + "01", hash.toString());
    assertTrue(hash.compareTo(Hash256.ZERO) > 0);
    assertThrows(IllegalArgumentException.class, () -> Hash256.fromHex("00".repeat(31)));
    assertThrows(IllegalArgumentException.class, () -> Hash256.fromHex("zz".repeat(32)));
  }

  @Test
  void orderAgreesWithEquality() {
    ordered(any::hash);
    ordered(() -> new OutPoint(small(), any.below(2)));
    ordered(() -> new Inventory(any.below(2), small()));
    ordered(
        () -> NetworkAddress.of(any.below(2) == 0 ? 8 : 9, any.bytes(any.below(2)), any.below(2)));
  }

  private Hash256 small() {
    return new Hash256(0, any.below(2), 0, any.below(2));
  }

  private <T extends Comparable<T>> void ordered(Supplier<T> some) {
    List<T> values = Stream.generate(some).limit(200).sorted().toList();
    for (int i = 1; i < values.size(); i++) {
      T a = values.get(i - 1);
      T b = values.get(i);
      assertTrue(a.compareTo(b) <= 0);
      assertEquals(a.equals(b), a.compareTo(b) == 0);
      assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
    }
  }

  @Test
  void networksByName() {
    for (Network network : Network.values()) {
      assertEquals(network, Network.of(network.id()).orElseThrow());
    }
    assertTrue(Network.of("mainnet").isEmpty());
    assertEquals(List.of(), Network.REGTEST.dnsSeeds());
  }
}
