package org.patchbay.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.health.HealthCheck.Finding;
import org.patchbay.api.health.HealthCheck.Severity;
import org.patchbay.api.health.Remedy;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeVitals;
import org.patchbay.sim.contract.HealthContract;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

class DiversityCheckTest extends HealthContract {
  @Override
  protected DiversityCheck check() {
    return check(new Object[0]);
  }

  private static DiversityCheck check(Object... keysAndValues) {
    return new DiversityCheck(FakeConfig.of(DiversityCheck.Config.class, keysAndValues));
  }

  private static FakeVitals outbound(NetworkClass network, long... groups) {
    List<FakePeer> peers = new ArrayList<>();
    for (long group : groups) {
      peers.add(FakePeer.outbound().established().network(network).keyedNetGroup(group));
    }
    return FakeVitals.healthy().peers(peers);
  }

  @Test
  void manyPeersInFewGroupsAreTooAlike() {
    DiversityCheck check = check();
    Finding finding = check.look(outbound(NetworkClass.IPV4, 1, 1, 2, 2, 3, 3, 3, 3));
    assertEquals(
        Finding.warning("8 outbound peers in 3 netgroups (min 4) and networks [IPV4]")
            .helpedBy(Remedy.dial(2, Set.of(NetworkClass.IPV4, NetworkClass.IPV6))),
        finding);
  }

  @Test
  void fewPeersCannotBeInManyGroups() {
    assertEquals(Severity.OK, check().look(outbound(NetworkClass.IPV4, 1, 2)).severity());
    assertEquals(Severity.WARNING, check().look(outbound(NetworkClass.IPV4, 1, 1)).severity());
    assertEquals(Severity.OK, check().look(outbound(NetworkClass.IPV4)).severity());
  }

  @Test
  void oneNetworkAloneIsTooFewWhenOthersAreReachable() {
    DiversityCheck check = check("networks", new String[] {"ipv4", "onion", "i2p"});
    FakeVitals vitals = outbound(NetworkClass.IPV4, 1, 2, 3, 4);
    Finding finding = check.look(vitals);
    assertEquals(Severity.WARNING, finding.severity());
    assertEquals(
        List.of(Remedy.dial(2, Set.of(NetworkClass.ONION, NetworkClass.I2P))), finding.helps());
    assertEquals(Severity.OK, check().look(vitals).severity(), "nobody said what is reachable");
  }

  @Test
  void inboundPeersProveNothing() {
    List<FakePeer> peers = new ArrayList<>();
    for (int group = 0; group < 8; group++) {
      peers.add(FakePeer.inbound().established().keyedNetGroup(group));
      peers.add(FakePeer.outbound().established().keyedNetGroup(99));
    }
    assertEquals(Severity.WARNING, check().look(FakeVitals.healthy().peers(peers)).severity());
  }

  @Test
  void regtestIsMindedOnlyWhenAskedTo() {
    FakeVitals vitals = outbound(NetworkClass.UNROUTABLE, 1, 1, 1, 1).network(Network.REGTEST);
    assertEquals(Severity.OK, check().look(vitals).severity());
    assertEquals(Severity.WARNING, check("on.regtest", true).look(vitals).severity());
  }
}
