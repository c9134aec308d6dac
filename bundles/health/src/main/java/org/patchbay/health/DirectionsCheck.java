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
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Network;

/**
 * Peers of one direction alone. Whoever fills the inbound slots of a node without an outbound peer
 * is all that it sees (an eclipse); a node that listens and to whom nobody comes is not reached, as
 * behind a gateway without a mapping.
 */
@Component(
    name = "patchbay.health.directions",
    property = {"check.name=directions", "check.tags=network"})
@Designate(ocd = DirectionsCheck.Config.class)
public final class DirectionsCheck implements HealthCheck {
  private static final long HOUR = 3_600_000_000_000L;

  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Health: directions",
      description = "When peers are of one direction alone")
  public @interface Config {
    /** Inbound alone. */
    @AttributeDefinition(
        min = "1",
        max = "100000",
        description = "Inbound peers that are minded when there is no outbound one.")
    int inbound_alone() default 2;

    /** Outbound alone. */
    @AttributeDefinition(
        min = "0",
        max = "8760",
        description =
            "Hours after the start from which a node that listens is to have an inbound peer; 0 for"
                + " never.")
    int inbound_hours() default 24;

    /** Regtest. */
    @AttributeDefinition(description = "Whether it looks on regtest too.")
    boolean on_regtest() default false;

    /** Remedy. */
    @AttributeDefinition(
        min = "1",
        max = "100",
        description = "Connections that are tried at once when there is no outbound peer.")
    int dial() default 4;
  }

  /** A check by this configuration. */
  @Activate
  public DirectionsCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    int inbound = 0;
    int outbound = 0;
    for (PeerView peer : vitals.peers()) {
      if (peer.state() == PeerState.ESTABLISHED) {
        outbound += peer.type().outbound() ? 1 : 0;
        inbound += peer.type().outbound() ? 0 : 1;
      }
    }
    String detail = "%d inbound and %d outbound peers".formatted(inbound, outbound);
    if (vitals.network() == Network.REGTEST && !limits.on_regtest()) {
      return Finding.fine(detail + ", not minded on regtest");
    }
    if (outbound == 0 && inbound >= limits.inbound_alone() && vitals.outboundWanted() > 0) {
      return Finding.warning(detail + ": only strangers that chose us")
          .helpedBy(Remedy.dial(limits.dial()));
    }
    boolean listens = vitals.listening() && vitals.maxInbound() > 0 && limits.inbound_hours() > 0;
    if (inbound == 0 && listens && vitals.totals().uptime() >= limits.inbound_hours() * HOUR) {
      return Finding.warning(
          detail
              + ": nobody reaches this node, %d h after the start or more"
                  .formatted(limits.inbound_hours()));
    }
    return Finding.fine(detail);
  }
}
