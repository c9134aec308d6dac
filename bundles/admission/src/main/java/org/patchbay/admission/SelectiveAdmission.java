package org.patchbay.admission;

import static org.patchbay.api.peer.CloseReason.Code.NOT_ADMITTED;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.ProtocolVersion;

/**
 * Admits what an operator selects, besides Bitcoin Core's checks: versions from a minimum, services
 * of inbound peers too, user agents but those refused. The first check that fails names the reason.
 *
 * <p>Services are asked of automatic outbound peers (not of feelers) and of inbound ones; manual
 * peers and targets are the operator's own choice.
 */
@Component(
    name = "patchbay.admission.selective",
    property = {"policy.name=selective", "service.ranking:Integer=-100"})
@Designate(ocd = SelectiveAdmission.Config.class)
public final class SelectiveAdmission implements AdmissionPolicy {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Admission: selective")
  public @interface Config {
    @AttributeDefinition(
        description = "Lowest protocol version of a peer; 70016 is that of addrv2 and wtxidrelay",
        min = "31800")
    int minimum_version() default ProtocolVersion.MINIMUM;

    @AttributeDefinition(
        description =
            "Service bits an automatic outbound peer must offer; 9 is NETWORK and WITNESS",
        min = "0")
    long required_services() default VersionChecks.USUAL_SERVICES;

    @AttributeDefinition(
        description = "Service bits an inbound peer must offer; 0 lets light clients in",
        min = "0")
    long required_services_inbound() default 0;

    @AttributeDefinition(description = "Whether NETWORK_LIMITED is accepted in place of NETWORK")
    boolean limited() default true;

    @AttributeDefinition(
        description = "User agents refused, in which * stands for anything: /Satoshi:0.*",
        required = false)
    String[] refused_user_agents() default {};
  }

  /** Admits by this configuration. */
  @Activate
  public SelectiveAdmission(Config config) {
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
    Config now = config;
    return first(
        VersionChecks.version(peer, now.minimum_version()),
        VersionChecks.services(peer, required(peer.type(), now), now.limited()),
        userAgent(peer.userAgent(), now.refused_user_agents()));
  }

  private static long required(ConnectionType type, Config config) {
    if (type == ConnectionType.INBOUND) {
      return config.required_services_inbound();
    }
    return VersionChecks.needsServices(type) ? config.required_services() : 0;
  }

  private static Admission userAgent(String userAgent, String[] refused) {
    Optional<String> pattern =
        Stream.of(refused)
            .filter(text -> new UserAgentPattern(text).matches(userAgent))
            .findFirst();
    return pattern.isEmpty()
        ? Admission.admit()
        : Admission.refuse(
            NOT_ADMITTED, "user agent %s (refused %s)".formatted(userAgent, pattern.get()));
  }

  private static Admission first(Admission... checks) {
    return List.of(checks).stream()
        .filter(Admission.Refused.class::isInstance)
        .findFirst()
        .orElse(Admission.admit());
  }
}
