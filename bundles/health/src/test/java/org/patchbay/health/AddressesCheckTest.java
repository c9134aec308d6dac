package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

class AddressesCheckTest extends HealthContract {
  @Override
  protected AddressesCheck check() {
    return check(new Object[0]);
  }

  private static AddressesCheck check(Object... keysAndValues) {
    return new AddressesCheck(FakeConfig.of(AddressesCheck.Config.class, keysAndValues));
  }

  private static Severity found(AddressesCheck check, FakeVitals vitals) {
    return check.look(vitals).severity();
  }

  private static FakeVitals known(int ipv4, int onion) {
    return FakeVitals.healthy()
        .addresses(
            Set.of(NetworkClass.IPV4, NetworkClass.ONION),
            Map.of(NetworkClass.IPV4, ipv4, NetworkClass.ONION, onion, NetworkClass.I2P, 10_000));
  }

  @Test
  void onlyWhatCanBeReachedCounts() {
    assertEquals(Severity.OK, found(check(), known(99, 1)));
    Finding few = check().look(known(98, 1));
    assertEquals(
        Finding.warning(
                "99 addresses in networks that can be reached (min 100), of each {ipv4=98, onion=1}"
                    + " (min 1)")
            .helpedBy(Remedy.dial(1)),
        few);
  }

  @Test
  void aNetworkWithoutAddressesIsMissed() {
    assertEquals(Severity.WARNING, found(check(), known(5_000, 0)));
    assertEquals(Severity.OK, found(check("network.min", 0), known(5_000, 0)));
    assertEquals(Severity.WARNING, found(check("network.min", 10), known(5_000, 9)));
  }

  @Test
  void aNodeThatJustStartedIsGivenTime() {
    assertEquals(Severity.OK, found(check(), known(0, 0).uptime(599_999_999_999L)));
    assertEquals(Severity.WARNING, found(check(), known(0, 0).uptime(600_000_000_000L)));
  }

  @Test
  void regtestIsMindedOnlyWhenAskedTo() {
    assertEquals(Severity.OK, found(check(), known(0, 0).network(Network.REGTEST)));
    assertEquals(
        Severity.WARNING, found(check("on.regtest", true), known(0, 0).network(Network.REGTEST)));
  }

  @Test
  void withoutABookThereIsNothingToCount() {
    assertEquals(List.of(Severity.OK), List.of(found(check(), FakeVitals.healthy().noAddresses())));
  }
}
