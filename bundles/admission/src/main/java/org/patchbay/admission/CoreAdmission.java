package org.patchbay.admission;

import java.util.Collection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.admission.Admission;
import org.patchbay.api.admission.AdmissionPolicy;
import org.patchbay.api.admission.ArrivalChecks;
import org.patchbay.api.admission.Arrivals;
import org.patchbay.api.admission.VersionChecks;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.ProtocolVersion;

/**
 * Admits whom Bitcoin Core admits, by three ordered checks: a ban when the connection comes in
 * (protocol-facts §9.10), the version when it is told, the services where we chose the peer (§5.1).
 *
 * <p>Inbound peers need no services: light clients offer none. Neither do manual peers, targets and
 * feelers, so that a regtest peer that offers nothing can be named with {@code --connect}. Bitcoin
 * Core takes NETWORK_LIMITED in place of NETWORK while it is at most a day behind; a policy cannot
 * see that distance, so {@code limited} says it for good.
 */
@Component(
    name = "patchbay.admission.core",
    property = {"policy.name=core", "service.ranking:Integer=0"})
@Designate(ocd = CoreAdmission.Config.class)
public final class CoreAdmission implements AdmissionPolicy {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Admission: core")
  public @interface Config {
    @AttributeDefinition(
        description =
            "Service bits an automatic outbound peer must offer; 9 is NETWORK and WITNESS",
        min = "0")
    long required_services() default VersionChecks.USUAL_SERVICES;

    @AttributeDefinition(description = "Whether NETWORK_LIMITED is accepted in place of NETWORK")
    boolean limited() default true;
  }

  /** Admits by this configuration. */
  @Activate
  public CoreAdmission(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Admission onConnect(PeerView newcomer, Arrivals arrivals) {
    return ArrivalChecks.check(newcomer, arrivals);
  }

  @Override
  public Admission onVersion(PeerView peer, Collection<? extends PeerView> others) {
    Admission answer = VersionChecks.version(peer, ProtocolVersion.MINIMUM);
    if (answer instanceof Admission.Admitted && VersionChecks.needsServices(peer.type())) {
      Config now = config;
      return VersionChecks.services(peer, now.required_services(), now.limited());
    }
    return answer;
  }
}
