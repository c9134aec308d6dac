package org.patchbay.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.peer.CloseReason.Code;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.AdmissionContract;

class SelectiveAdmissionTest extends AdmissionContract {
  @Override
  protected AdmissionPolicy policy() {
    return with();
  }

  private static SelectiveAdmission with(Object... keysAndValues) {
    return new SelectiveAdmission(FakeConfig.of(SelectiveAdmission.Config.class, keysAndValues));
  }

  @Test
  void bitcoinCoresChecksHoldToo() {
    Circumstances scarce = new Circumstances(false, true, 113, 114, List.of());
    assertEquals(
        Admission.refuse(Code.DISCOURAGED, "198.51.100.7:8333, 113 of 114 slots taken"),
        with().onConnect(FakePeer.inbound(), scarce));
    assertEquals(
        Admission.refuse(Code.OBSOLETE_VERSION, "31799 (at least 31800)"),
        with().onVersion(FakePeer.inbound().established().protocolVersion(31_799), List.of()));
    assertEquals(
        Admission.refuse(Code.MISSING_SERVICES, "0x0 (required 0x9)"),
        with().onVersion(FakePeer.outbound().established().services(0), List.of()));
  }

  @Test
  void versionAndInboundServicesAreConfigured() {
    FakePeer light = FakePeer.inbound().established().services(0).protocolVersion(70_015);
    assertAdmitted(with().onVersion(light, List.of()));
    assertEquals(
        Admission.refuse(Code.MISSING_SERVICES, "0x0 (required 0x8)"),
        with("required.services.inbound", 8L).onVersion(light, List.of()));
    assertEquals(
        Admission.refuse(Code.OBSOLETE_VERSION, "70015 (at least 70016)"),
        with("minimum.version", 70_016).onVersion(light, List.of()));
  }

  @Test
  void aRefusedUserAgentIsNamedWithItsPattern() {
    SelectiveAdmission policy = with("refused.user.agents", new String[] {"/btcwire:*", "*spy*"});
    assertAdmitted(policy.onVersion(FakePeer.inbound().established(), List.of()));
    assertEquals(
        Admission.refuse(Code.NOT_ADMITTED, "user agent /Satoshi:1.0(spy)/ (refused *spy*)"),
        policy.onVersion(
            FakePeer.inbound().established().userAgent("/Satoshi:1.0(spy)/"), List.of()));
  }

  @Test
  void aChangeIsInForceAtOnce() {
    SelectiveAdmission policy = with();
    FakePeer peer = FakePeer.inbound().established();
    assertAdmitted(policy.onVersion(peer, List.of()));
    policy.modified(FakeConfig.of(SelectiveAdmission.Config.class, "minimum.version", 70_017));
    assertEquals(
        Admission.refuse(Code.OBSOLETE_VERSION, "70016 (at least 70017)"),
        policy.onVersion(peer, List.of()));
  }
}
