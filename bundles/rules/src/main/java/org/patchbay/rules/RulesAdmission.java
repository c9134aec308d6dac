package org.patchbay.rules;

import java.util.Collection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.ArrivalChecks;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.admission.VersionChecks;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.ProtocolVersion;

/**
 * Refuses whom Bitcoin Core refuses (protocol-facts §4.2, §4.3, §9.10), and whom a rule names.
 *
 * <p>A rule that speaks of nothing but what is known of an arrival (address, network, AS, group) is
 * asked before the socket is kept; every rule is asked once the version message is there. Who is
 * connected already stays. Peers with {@code noban} are not asked about.
 *
 * <p>The moment is that of the last byte: that is when the engine asks.
 */
@Component(
    name = "patchbay.rules.admission",
    service = AdmissionPolicy.class,
    property = {"policy.name=rules", "service.ranking:Integer=-100"})
public final class RulesAdmission implements AdmissionPolicy {
  private final KeptRules rules;

  /** Admits by these rules. */
  @Activate
  public RulesAdmission(@Reference KeptRules rules) {
    this.rules = rules;
  }

  @Override
  public Admission onConnect(PeerView newcomer, Arrivals arrivals) {
    Admission answer = ArrivalChecks.check(newcomer, arrivals);
    if (answer instanceof Admission.Refused || exempt(newcomer)) {
      return answer;
    }
    return answer(rules.book().refusingOnArrival(look(newcomer)));
  }

  @Override
  public Admission onVersion(PeerView peer, Collection<? extends PeerView> others) {
    Admission answer = VersionChecks.version(peer, ProtocolVersion.MINIMUM);
    if (answer instanceof Admission.Admitted && VersionChecks.needsServices(peer.type())) {
      answer = VersionChecks.services(peer, VersionChecks.USUAL_SERVICES, true);
    }
    if (answer instanceof Admission.Refused || exempt(peer)) {
      return answer;
    }
    return answer(rules.book().refusing(look(peer)));
  }

  private static boolean exempt(PeerView peer) {
    return peer.permissions().contains(Permission.NOBAN);
  }

  private static Look look(PeerView peer) {
    long now = peer.lastReceived() == -1 ? peer.connectedAt() : peer.lastReceived();
    return new Look(peer, now, null);
  }

  private static Admission answer(OneRule rule) {
    if (rule == null) {
      return Admission.admit();
    }
    rule.hit();
    return Admission.refuse(CloseReason.Code.NOT_ADMITTED, rule.reason());
  }
}
