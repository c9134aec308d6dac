package org.patchbay.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.contract.AdmissionContract;
import org.patchbay.wire.NetworkAddress;

class RulesAdmissionTest {
  private static final String[] RULES = {
    "rule range",
    "when address.within('198.51.100.0/24') && peers_at_host < 0 || asn == 64500",
    "then refuse",
    "rule place",
    "when address.within('203.0.113.0/24')",
    "then refuse",
    "rule spiders",
    "when agent.matches('(?i)spider')",
    "then refuse",
    "because they only look",
  };

  @Nested
  class WithoutRules extends AdmissionContract {
    @Override
    protected AdmissionPolicy policy() {
      return new RulesAdmission(Given.rules());
    }
  }

  @Nested
  class WithRules extends AdmissionContract {
    @Override
    protected AdmissionPolicy policy() {
      return new RulesAdmission(Given.rules(RULES));
    }
  }

  private record Quiet(boolean banned, boolean discouraged, int inbound, int maxInbound)
      implements Arrivals {
    @Override
    public Collection<? extends PeerView> peers() {
      return List.of();
    }
  }

  private final KeptRules rules = Given.rules(RULES);
  private final RulesAdmission policy = new RulesAdmission(rules);
  private final Arrivals quiet = new Quiet(false, false, 0, 100);

  @Test
  void whatIsKnownOnArrivalRefusesAtOnce() {
    FakePeer peer = FakePeer.inbound().address(NetworkAddress.parse("203.0.113.9:8333"));
    assertRefused("rule place", policy.onConnect(peer, quiet));
    assertEquals(1, rules.inForce().get(1).hits());
    assertEquals(Admission.admit(), policy.onConnect(FakePeer.inbound(), quiet));
    peer.permissions(Set.of(Permission.NOBAN));
    assertEquals(Admission.admit(), policy.onConnect(peer, quiet));
  }

  @Test
  void theRestRefusesAfterTheVersionMessage() {
    FakePeer peer = FakePeer.inbound().established().userAgent("/Spider:1/");
    assertEquals(Admission.admit(), policy.onConnect(peer, quiet));
    assertRefused("rule spiders: they only look", policy.onVersion(peer, List.of()));
    peer.userAgent("/Satoshi:28.0.0/");
    assertEquals(Admission.admit(), policy.onVersion(peer, List.of()));
    peer.autonomousSystem(64500);
    assertRefused("rule range", policy.onVersion(peer, List.of()));
  }

  @Test
  void whomBitcoinCoreRefusesIsRefusedForItsReason() {
    FakePeer peer = FakePeer.inbound().address(NetworkAddress.parse("203.0.113.9:8333"));
    Admission banned = policy.onConnect(peer, new Quiet(true, false, 0, 100));
    assertTrue(
        banned instanceof Admission.Refused refused
            && refused.reason().code() == CloseReason.Code.BANNED,
        banned::toString);
    Admission poor = policy.onVersion(FakePeer.outbound().established().services(0), List.of());
    assertTrue(
        poor instanceof Admission.Refused refused
            && refused.reason().code() == CloseReason.Code.MISSING_SERVICES,
        poor::toString);
  }

  private static void assertRefused(String detail, Admission answer) {
    assertEquals(Admission.refuse(CloseReason.Code.NOT_ADMITTED, detail), answer);
  }
}
