package org.patchbay.health;

import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;

/**
 * Peers that have long been paused: we do not read them, since what they sent is not worked off, or
 * they do not read us, so that what they are sent waits (protocol-facts §16.4). One is that peer's
 * matter, many at once are the node's.
 *
 * <p>It proposes nothing. Attack: peers that flood, or that do not read, could have the node back
 * off from everybody else; whom it costs too much goes by rate limit and eviction.
 */
@Component(
    name = "patchbay.health.pauses",
    property = {"check.name=pauses", "check.tags=network"})
@Designate(ocd = PausesCheck.Config.class)
public final class PausesCheck implements HealthCheck {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Health: pauses", description = "When many peers are paused long")
  public @interface Config {
    /** Long. */
    @AttributeDefinition(
        min = "1",
        max = "86400",
        description = "Seconds without a byte in the paused direction after which a pause is long.")
    int long_seconds() default 30;

    /** A few. */
    @AttributeDefinition(
        min = "1",
        max = "100000",
        description = "Peers paused in one direction below which nobody minds.")
    int peers_min() default 3;

    /** Many. */
    @AttributeDefinition(
        min = "1",
        max = "100",
        description = "Percent of the peers, paused long in one direction, that are many.")
    int warn_percent() default 20;

    /** Most. */
    @AttributeDefinition(
        min = "1",
        max = "100",
        description = "Percent of the peers, paused long in one direction, that are critical.")
    int critical_percent() default 60;
  }

  /** A check by this configuration. */
  @Activate
  public PausesCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    long pause = TimeUnit.SECONDS.toNanos(limits.long_seconds());
    long peers = 0;
    long unread = 0;
    long unsent = 0;
    for (PeerView peer : vitals.peers()) {
      if (peer.state() == PeerState.ESTABLISHED) {
        peers++;
        unread += peer.paused() && vitals.now() - peer.lastReceived() >= pause ? 1 : 0;
        unsent += peer.queuedOut() > 0 && vitals.now() - peer.lastSent() >= pause ? 1 : 0;
      }
    }
    String detail =
        "of %d peers %d not read and %d not reading for %d s (max %d %%, critical %d %%, %d peers)"
            .formatted(
                peers,
                unread,
                unsent,
                limits.long_seconds(),
                limits.warn_percent(),
                limits.critical_percent(),
                limits.peers_min());
    long most = Math.max(unread, unsent);
    if (most < limits.peers_min() || most * 100 < peers * limits.warn_percent()) {
      return Finding.fine(detail);
    }
    return most * 100 < peers * limits.critical_percent()
        ? Finding.warning(detail)
        : Finding.critical(detail);
  }
}
