package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;

class PeerCountCheckTest extends HealthContract {
  @Override
  protected PeerCountCheck check() {
    return check(new Object[0]);
  }

  private static PeerCountCheck check(Object... keysAndValues) {
    return new PeerCountCheck(FakeConfig.of(PeerCountCheck.Config.class, keysAndValues));
  }

  @Test
  void asManyConnectionsAreTriedAsAreMissing() {
    PeerCountCheck check = check();
    FakePeer one = FakePeer.outbound().established();
    FakePeer greeting = FakePeer.outbound();
    Finding finding =
        check.look(FakeVitals.healthy().outboundWanted(4).peers(List.of(one, greeting)));
    assertEquals(
        Finding.warning("1 peers (min 1), 1 of 4 outbound (min 4)").helpedBy(Remedy.dial(3)),
        finding);
  }

  @Test
  void noMoreAreTriedAtOnceThanAllowed() {
    PeerCountCheck check = check("dial.max", 5);
    Finding finding = check.look(FakeVitals.healthy().outboundWanted(40).peers(List.of()));
    assertEquals(Severity.CRITICAL, finding.severity());
    assertEquals(List.of(Remedy.dial(5)), finding.helps());
  }

  @Test
  void inboundPeersDoNotCountAsOutbound() {
    FakeVitals vitals =
        FakeVitals.healthy()
            .outboundWanted(1)
            .peers(List.of(FakePeer.inbound().established(), FakePeer.inbound().established()));
    assertEquals(Severity.WARNING, check().look(vitals).severity());
    assertEquals(Severity.OK, check("outbound.percent", 0).look(vitals).severity());
    assertEquals(
        Severity.WARNING, check("outbound.percent", 0, "peers.min", 3).look(vitals).severity());
  }

  @Test
  void aNodeThatJustStartedIsGivenTime() {
    FakeVitals vitals = FakeVitals.healthy().peers(List.of());
    assertEquals(Severity.OK, check().look(vitals.uptime(29_000_000_000L)).severity());
    assertEquals(Severity.CRITICAL, check().look(vitals.uptime(30_000_000_000L)).severity());
  }

  @Test
  void aNodeThatWantsNobodyIsFineAlone() {
    FakeVitals vitals = FakeVitals.healthy().outboundWanted(0).peers(List.of());
    assertEquals(Severity.OK, check("peers.min", 0).look(vitals).severity());
  }
}
