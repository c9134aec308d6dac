package org.patchbay.relay;

import java.util.List;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.RelayPolicy;

/**
 * Tells groups with better peers earlier: Core's waits by chance (protocol-facts §13.1), shorter
 * the more the best peer of the group is worth (see {@link PeerWorth}), from {@code slowest} times
 * Core's mean for a worth of 0 to {@code fastest} times for a worth of 1.
 *
 * <p>Price in privacy: a peer can earn a short wait by behaving well, and then hears of our own
 * transactions before others do; all inbound peers of its network hear them with it. Who compares
 * the times at which we tell different peers learns how we rate them. Bitcoin Core never chooses
 * whom it tells first, and this policy serves only when an operator names it.
 */
@Component(
    name = "patchbay.relay.score",
    property = {"policy.name=score", "service.ranking:Integer=-100"})
@Designate(ocd = ScoreRelay.Config.class)
public final class ScoreRelay implements RelayPolicy {
  private static final double INBOUND_MILLIS = 5_000;
  private static final double OUTBOUND_MILLIS = 2_000;
  private static final int BATCH = 70;
  private static final int BATCH_MAX = 1_000;

  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Relay: score",
      description =
          "Groups with better peers are told earlier; costs privacy: a peer that behaves well hears"
              + " of our own transactions first, and announcement times show how peers are rated")
  public @interface Config {
    @AttributeDefinition(description = "Weight of latency in the worth", min = "0", max = "1000")
    double weight_latency() default 0.3;

    @AttributeDefinition(description = "Weight of uptime in the worth", min = "0", max = "1000")
    double weight_uptime() default 0.3;

    @AttributeDefinition(description = "Weight of bandwidth in the worth", min = "0", max = "1000")
    double weight_bandwidth() default 0.4;

    @AttributeDefinition(
        description = "Round trip in milliseconds that counts half; at once counts as 1",
        min = "1")
    int latency_millis() default 200;

    @AttributeDefinition(description = "Seconds connected that count as 1", min = "1")
    long uptime_seconds() default 86_400;

    @AttributeDefinition(description = "Bytes per second from it that count as 1", min = "1")
    long bandwidth_bytes() default 20_000;

    @AttributeDefinition(
        description = "Factor on Bitcoin Core's times for a worth of 1",
        min = "0.05",
        max = "1")
    double fastest() default 0.25;

    @AttributeDefinition(
        description = "Factor on Bitcoin Core's times for a worth of 0",
        min = "1",
        max = "10")
    double slowest() default 2;

    @AttributeDefinition(
        description = "Factor on the times while the node backs off for want of bandwidth",
        min = "1",
        max = "10")
    double strain_factor() default 3;
  }

  /** Trickles by this configuration; with all weights 0 every peer is worth the same. */
  @Activate
  public ScoreRelay(Config config) {
    modified(config);
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public long delay(AnnounceGroup group, RandomGenerator random) {
    Config by = config;
    double mean =
        switch (group.kind()) {
          case INBOUND -> INBOUND_MILLIS;
          case OUTBOUND -> OUTBOUND_MILLIS;
          case TRUSTED -> 0;
        };
    if (mean == 0) {
      return 0;
    }
    double worth = PeerWorth.best(group.peers(), by);
    double factor = by.slowest() + (by.fastest() - by.slowest()) * worth;
    return CoreRelay.wait(mean * factor * (group.strained() ? by.strain_factor() : 1), random);
  }

  @Override
  public List<Offer> batch(AnnounceGroup group, List<Offer> queue) {
    return BestFirst.of(queue, CoreRelay.size(group, queue.size(), BATCH, BATCH_MAX));
  }
}
