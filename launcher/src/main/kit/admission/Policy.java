package {{package}};

import java.util.Collection;
import org.osgi.service.component.annotations.Component;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.wire.ProtocolVersion;

/**
 * Refuses a discouraged address while there is room, too. The default lets it in until slots are
 * scarce, because addresses are shared and discouragement is a guess.
 */
@Component(name = "{{bundle}}", property = "policy.name={{name}}")
public final class {{class}} implements AdmissionPolicy {
  @Override
  public Admission onConnect(PeerView newcomer, Arrivals arrivals) {
    if (newcomer.permissions().contains(Permission.NOBAN)) {
      return Admission.admit();
    }
    if (arrivals.banned()) {
      return Admission.refuse(CloseReason.Code.BANNED, newcomer.address().toString());
    }
    return arrivals.discouraged()
        ? Admission.refuse(CloseReason.Code.DISCOURAGED, newcomer.address().toString())
        : Admission.admit();
  }

  @Override
  public Admission onVersion(PeerView peer, Collection<? extends PeerView> others) {
    if (peer.protocolVersion() < ProtocolVersion.MINIMUM) {
      return Admission.refuse(
          CloseReason.Code.OBSOLETE_VERSION, String.valueOf(peer.protocolVersion()));
    }
    boolean chosen = peer.type().automatic() && peer.type() != ConnectionType.FEELER;
    return chosen && !peer.hasWantedServices()
        ? Admission.refuse(CloseReason.Code.MISSING_SERVICES, "0x%x".formatted(peer.services()))
        : Admission.admit();
  }
}
