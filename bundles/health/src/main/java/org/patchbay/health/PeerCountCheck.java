package org.patchbay.health;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Remedy;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;

/**
 * Few peers: fewer outbound ones than the plan wants, or fewer than some number in all. What helps
 * is to try connections.
 */
@Component(
    name = "patchbay.health.peers",
    property = {"check.name=peers", "check.tags=network"})
@Designate(ocd = PeerCountCheck.Config.class)
public final class PeerCountCheck implements HealthCheck {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Health: peers", description = "When peers are too few")
  public @interface Config {
    /** Outbound. */
    @AttributeDefinition(
        min = "0",
        max = "100",
        description = "Percent of the wanted outbound connections below which they are few.")
    int outbound_percent() default 100;

    /** All. */
    @AttributeDefinition(
        min = "0",
        max = "100000",
        description = "Connections in all below which they are few.")
    int peers_min() default 1;

    /** Patience after the start. */
    @AttributeDefinition(
        min = "0",
        max = "86400",
        description = "Seconds after the start in which nobody minds.")
    int grace_seconds() default 30;

    /** Remedy. */
    @AttributeDefinition(
        min = "1",
        max = "100",
        description = "Connections that are tried at once, at most.")
    int dial_max() default 8;
  }

  /** A check by this configuration. */
  @Activate
  public PeerCountCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    int peers = 0;
    int outbound = 0;
    for (var peer : vitals.peers()) {
      if (peer.state() == PeerState.ESTABLISHED) {
        peers++;
        outbound +=
            peer.type() == ConnectionType.OUTBOUND_FULL_RELAY
                    || peer.type() == ConnectionType.MANUAL
                ? 1
                : 0;
      }
    }
    long least = (vitals.outboundWanted() * (long) limits.outbound_percent() + 99) / 100;
    String detail =
        "%d peers (min %d), %d of %d outbound (min %d)"
            .formatted(peers, limits.peers_min(), outbound, vitals.outboundWanted(), least);
    if (outbound >= least && peers >= limits.peers_min()) {
      return Finding.fine(detail);
    }
    if (vitals.totals().uptime() < limits.grace_seconds() * 1_000_000_000L) {
      return Finding.fine(detail + ", just started");
    }
    long missing = Math.max(least - outbound, limits.peers_min() - peers);
    Remedy some = Remedy.dial((int) Math.max(1, Math.min(missing, limits.dial_max())));
    return (peers == 0 ? Finding.critical(detail) : Finding.warning(detail)).helpedBy(some);
  }
}
