package org.patchbay.health;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.peer.PeerState;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkClass;

/**
 * Outbound peers that are too alike: whoever controls one netgroup, which is an autonomous system
 * where a map knows it, or one network, could be all that this node sees (an eclipse;
 * protocol-facts §9.7). What helps are addresses elsewhere.
 */
@Component(
    name = "patchbay.health.diversity",
    property = {"check.name=diversity", "check.tags=network"})
@Designate(ocd = DiversityCheck.Config.class)
public final class DiversityCheck implements HealthCheck {
  private static final Set<NetworkClass> ANYWHERE = Set.of(NetworkClass.IPV4, NetworkClass.IPV6);

  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Health: diversity", description = "When peers are too alike")
  public @interface Config {
    /** Groups. */
    @AttributeDefinition(
        min = "1",
        max = "1000",
        description = "Netgroups in which outbound peers are to be, when there are so many peers.")
    int groups_min() default 4;

    /** Networks. */
    @AttributeDefinition(
        required = false,
        description =
            "Networks this node can reach (ipv4, ipv6, onion, i2p, cjdns): peers in one of them"
                + " alone are too alike; empty when only groups count.")
    String[] networks() default {};

    /** Regtest. */
    @AttributeDefinition(description = "Whether it looks at all on regtest, where peers are alike.")
    boolean on_regtest() default false;

    /** Remedy. */
    @AttributeDefinition(
        min = "1",
        max = "100",
        description = "Connections that are tried at once.")
    int dial() default 2;
  }

  /** A check by this configuration. */
  @Activate
  public DiversityCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    Set<Long> groups = new HashSet<>();
    Set<NetworkClass> present = EnumSet.noneOf(NetworkClass.class);
    int outbound = 0;
    for (var peer : vitals.peers()) {
      if (peer.type().outbound() && peer.state() == PeerState.ESTABLISHED) {
        outbound++;
        groups.add(peer.keyedNetGroup());
        present.add(peer.network());
      }
    }
    Set<NetworkClass> missing = networks(limits);
    missing.removeAll(present);
    boolean oneNetwork = outbound > 1 && present.size() == 1 && !missing.isEmpty();
    int least = Math.min(limits.groups_min(), outbound);
    String detail =
        "%d outbound peers in %d netgroups (min %d) and networks %s%s"
            .formatted(
                outbound, groups.size(), least, present, oneNetwork ? ", none in " + missing : "");
    if (vitals.network() == Network.REGTEST && !limits.on_regtest()) {
      return Finding.fine(detail + ", not minded on regtest");
    }
    if (!oneNetwork && groups.size() >= least) {
      return Finding.fine(detail);
    }
    Set<NetworkClass> elsewhere = oneNetwork ? missing : ANYWHERE;
    return Finding.warning(detail).helpedBy(Remedy.dial(limits.dial(), elsewhere));
  }

  private static Set<NetworkClass> networks(Config limits) {
    Set<NetworkClass> networks = EnumSet.noneOf(NetworkClass.class);
    for (NetworkClass each : NetworkClass.values()) {
      if (Arrays.asList(limits.networks()).contains(each.label())) {
        networks.add(each);
      }
    }
    return networks;
  }
}
