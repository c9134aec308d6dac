package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;
import org.patchbay.wire.Network;

class DirectionsCheckTest extends HealthContract {
  @Override
  protected DirectionsCheck check() {
    return check(new Object[0]);
  }

  private static DirectionsCheck check(Object... keysAndValues) {
    return new DirectionsCheck(FakeConfig.of(DirectionsCheck.Config.class, keysAndValues));
  }

  private static Severity found(DirectionsCheck check, FakeVitals vitals) {
    return check.look(vitals).severity();
  }

  private static final long HOUR = 3_600_000_000_000L;

  private static FakeVitals peers(int inbound, int outbound) {
    List<FakePeer> peers = new ArrayList<>();
    for (int i = 0; i < inbound; i++) {
      peers.add(FakePeer.inbound().established());
    }
    for (int i = 0; i < outbound; i++) {
      peers.add(FakePeer.outbound().established());
    }
    return FakeVitals.healthy().peers(peers);
  }

  @Test
  void strangersAloneAreAnEclipseToBe() {
    assertEquals(
        Finding.warning("2 inbound and 0 outbound peers: only strangers that chose us")
            .helpedBy(Remedy.dial(4)),
        check().look(peers(2, 0)));
    assertEquals(Severity.OK, found(check(), peers(1, 0)));
    assertEquals(Severity.OK, found(check(), peers(50, 1)));
    assertEquals(Severity.OK, found(check(), peers(50, 0).outboundWanted(0)), "nobody is wanted");
  }

  @Test
  void whoListensIsToBeReachedAfterADay() {
    assertEquals(Severity.OK, found(check(), peers(0, 8).uptime(24 * HOUR - 1)));
    Finding finding = check().look(peers(0, 8).uptime(24 * HOUR));
    assertEquals(Severity.WARNING, finding.severity());
    assertEquals(List.of(), finding.helps());
    assertEquals(Severity.OK, found(check(), peers(1, 8).uptime(99 * HOUR)));
    assertEquals(Severity.OK, found(check(), peers(0, 8).uptime(99 * HOUR).listening(false)));
    assertEquals(Severity.OK, found(check(), peers(0, 8).uptime(99 * HOUR).maxInbound(0)));
    assertEquals(Severity.OK, found(check("inbound.hours", 0), peers(0, 8).uptime(Long.MAX_VALUE)));
  }

  @Test
  void regtestIsMindedOnlyWhenAskedTo() {
    assertEquals(Severity.OK, found(check(), peers(9, 0).network(Network.REGTEST)));
    assertEquals(
        Severity.WARNING, found(check("on.regtest", true), peers(9, 0).network(Network.REGTEST)));
  }
}
