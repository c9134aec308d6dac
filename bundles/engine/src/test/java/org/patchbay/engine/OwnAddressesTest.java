package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.local.LocalAddress;
import org.patchbay.api.local.LocalAddresses.Claim;
import org.patchbay.api.local.LocalAddresses.Origin;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

class OwnAddressesTest {
  private static final NetworkAddress ONE = NetworkAddress.parse("9.1.2.3:8333");
  private static final NetworkAddress TWO = NetworkAddress.parse("[2a00::1]:8333");

  private final OwnAddresses own = new OwnAddresses();

  @Test
  void anAddressHasTheBestOriginOfTheClaimsThatStand() {
    Claim low = own.claim(ONE, Origin.INTERFACE);
    Claim high = own.claim(ONE, Origin.MAPPED);
    own.claim(TWO, Origin.BOUND);
    assertEquals(
        List.of(new LocalAddress(ONE, Origin.MAPPED, 3), new LocalAddress(TWO, Origin.BOUND, 2)),
        own.list());
    high.close();
    high.close();
    assertEquals(
        List.of(new LocalAddress(TWO, Origin.BOUND, 2), new LocalAddress(ONE, Origin.INTERFACE, 1)),
        own.list());
    low.close();
    assertEquals(List.of(new LocalAddress(TWO, Origin.BOUND, 2)), own.list());
  }

  @Test
  void whatPeersConfirmAndAreToldIsCountedAsLongAsAClaimStands() {
    Claim claim = own.claim(ONE, Origin.INTERFACE);
    own.confirm(ONE.withPort(9));
    own.confirm(ONE);
    own.confirm(TWO);
    own.told(ONE);
    own.told(TWO);
    LocalAddress only = own.list().get(0);
    assertEquals(new LocalAddress(ONE, Origin.INTERFACE, 3, 1), only);
    assertEquals(2, only.confirmed());
    claim.close();
    own.claim(ONE, Origin.INTERFACE);
    assertEquals(List.of(new LocalAddress(ONE, Origin.INTERFACE, 1)), own.list());
  }

  @Test
  void whatCannotBeReachedIsRefusedAndTooManyAreNotKept() {
    for (String text : List.of("127.0.0.1:1", "10.0.0.1:1", "[fe80::1]:1", "[2001:db8::1]:1")) {
      NetworkAddress address = NetworkAddress.parse(text);
      String message =
          assertThrows(IllegalArgumentException.class, () -> own.claim(address, Origin.MANUAL))
              .getMessage();
      assertEquals(text + " cannot be reached from elsewhere", message);
    }
    List<Claim> claims =
        IntStream.rangeClosed(0, OwnAddresses.MOST)
            .mapToObj(i -> own.claim(NetworkAddress.parse("9.1.2." + i + ":1"), Origin.BOUND))
            .toList();
    assertEquals(OwnAddresses.MOST, own.list().size());
    claims.get(OwnAddresses.MOST).close();
    assertEquals(OwnAddresses.MOST, own.list().size());
    claims.forEach(Claim::close);
    assertEquals(List.of(), own.list());
  }

  @Test
  void onlyWhatTheOperatorWantsIsTold() {
    own.claim(ONE, Origin.MAPPED);
    own.claim(TWO, Origin.MANUAL);
    own.situation(situation(false, Set.of()));
    assertEquals(List.of(new LocalAddress(TWO, Origin.MANUAL, 4)), own.list());
    own.situation(situation(true, Set.of(NetworkClass.IPV4)));
    assertEquals(List.of(new LocalAddress(ONE, Origin.MAPPED, 3)), own.list());
  }

  private static OwnAddresses.Situation situation(boolean discovers, Set<NetworkClass> only) {
    return new OwnAddresses.Situation(discovers, only, OptionalInt.empty(), false);
  }
}
