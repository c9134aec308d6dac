package org.patchbay.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.peer.CloseReason.Code;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.AdmissionContract;

class CoreAdmissionTest extends AdmissionContract {
  private final CoreAdmission policy = new CoreAdmission(FakeConfig.of(CoreAdmission.Config.class));

  @Override
  protected AdmissionPolicy policy() {
    return new CoreAdmission(FakeConfig.of(CoreAdmission.Config.class));
  }

  @Test
  void aDiscouragedAddressIsRefusedForTheLastSlot() {
    assertAdmitted(policy.onConnect(FakePeer.inbound(), discouraged(112, 114)));
    assertEquals(
        Admission.refuse(Code.DISCOURAGED, "198.51.100.7:8333, 113 of 114 slots taken"),
        policy.onConnect(FakePeer.inbound(), discouraged(113, 114)));
    assertAdmitted(policy.onConnect(FakePeer.inbound(), arrivals(114, 114)));
  }

  @Test
  void aBanIsNamedBeforeDiscouragement() {
    assertEquals(
        Admission.refuse(Code.BANNED, "198.51.100.7:8333"),
        policy.onConnect(FakePeer.inbound(), new Circumstances(true, true, 114, 114, List.of())));
  }

  @Test
  void theVersionIsCheckedBeforeServices() {
    FakePeer old = FakePeer.outbound().established().protocolVersion(31_799).services(0);
    assertEquals(
        Admission.refuse(Code.OBSOLETE_VERSION, "31799 (at least 31800)"),
        policy.onVersion(old, List.of()));
    assertEquals(
        Admission.refuse(Code.MISSING_SERVICES, "0x0 (required 0x9)"),
        policy.onVersion(old.protocolVersion(31_800), List.of()));
  }

  @Test
  void servicesAreAskedWhereWeChoseThePeer() {
    for (ConnectionType type : ConnectionType.values()) {
      boolean asked =
          switch (type) {
            case OUTBOUND_FULL_RELAY, BLOCK_RELAY_ONLY, ADDR_FETCH -> true;
            case INBOUND, MANUAL, FEELER -> false;
          };
      FakePeer light = FakePeer.inbound().established().type(type).services(0);
      assertEquals(
          asked, policy.onVersion(light, List.of()) instanceof Admission.Refused, type.label());
    }
  }

  @Test
  void aLimitedPeerStandsForAFullOneUnlessConfiguredOtherwise() {
    FakePeer limited = FakePeer.outbound().established().services(0x408);
    assertAdmitted(policy.onVersion(limited, List.of()));
    policy.modified(FakeConfig.of(CoreAdmission.Config.class, "limited", false));
    assertEquals(
        Admission.refuse(Code.MISSING_SERVICES, "0x408 (required 0x9)"),
        policy.onVersion(limited, List.of()));
  }

  @Test
  void theRequiredServicesAreConfigured() {
    FakePeer nothing = FakePeer.outbound().established().services(0);
    policy.modified(FakeConfig.of(CoreAdmission.Config.class, "required.services", 0L));
    assertAdmitted(policy.onVersion(nothing, List.of()));
    policy.modified(FakeConfig.of(CoreAdmission.Config.class, "required.services", 0x40L));
    assertEquals(
        Admission.refuse(Code.MISSING_SERVICES, "0xc09 (required 0x40)"),
        policy.onVersion(FakePeer.outbound().established(), List.of()));
  }

  private static Circumstances discouraged(int inbound, int maxInbound) {
    return new Circumstances(false, true, inbound, maxInbound, List.of());
  }
}
