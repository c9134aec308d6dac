package org.patchbay.health;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.health.HealthCheck;
import org.patchbay.api.health.Vitals;
import org.patchbay.api.peer.PeerView;

/**
 * Our clock: far from the median of outbound peers' clocks, or moved while the node ran. A block
 * whose time is more than two hours ahead of our clock is refused, so that a clock that is late
 * stops the chain (protocol-facts §8.6). Time is never taken from peers; inbound ones are not
 * asked, since anybody may bring many.
 */
@Component(
    name = "patchbay.health.clock",
    property = {"check.name=clock", "check.tags=machine"})
@Designate(ocd = ClockCheck.Config.class)
public final class ClockCheck implements HealthCheck {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Health: clock", description = "When our clock is wrong")
  public @interface Config {
    /** Far. */
    @AttributeDefinition(
        min = "1",
        max = "31536000",
        description = "Seconds between our clock and the median of outbound peers' that are much.")
    int offset_seconds() default 600;

    /** Enough peers. */
    @AttributeDefinition(
        min = "1",
        max = "1000",
        description = "Outbound peers below which their clocks prove nothing.")
    int peers_min() default 5;

    /** Jump. */
    @AttributeDefinition(
        min = "1",
        max = "31536000",
        description = "Seconds by which our clock may move within ten minutes besides its running.")
    int jump_seconds() default 60;
  }

  /** A check by this configuration. */
  @Activate
  public ClockCheck(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public Finding look(Vitals vitals) {
    Config limits = config;
    List<Long> offsets = new ArrayList<>();
    for (PeerView peer : vitals.peers()) {
      if (peer.type().outbound()) {
        peer.clockOffset().ifPresent(offsets::add);
      }
    }
    Collections.sort(offsets);
    boolean enough = offsets.size() >= limits.peers_min();
    long median = enough ? offsets.get(offsets.size() / 2) : 0;
    String detail =
        String.format(
            Locale.ROOT,
            "%s, moved by %.1f s within ten minutes (max %d)",
            enough
                ? "median of %d peers' clocks %d s from ours (max %d)"
                    .formatted(offsets.size(), median, limits.offset_seconds())
                : "%d peers' clocks prove nothing (min %d)"
                    .formatted(offsets.size(), limits.peers_min()),
            Math.round(vitals.clockMoved() * 10) / 10.0,
            limits.jump_seconds());
    boolean far = median > limits.offset_seconds() || median < -limits.offset_seconds();
    boolean jumped = Math.abs(vitals.clockMoved()) > limits.jump_seconds();
    return far || jumped ? Finding.warning(detail) : Finding.fine(detail);
  }
}
