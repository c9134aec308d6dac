package org.patchbay.scoring;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.scoring.ScoringPolicy;

/**
 * One number from latency, uptime and bandwidth, each from 0 to 1 where higher is better
 * (protocol-facts §21):
 *
 * <pre>
 *   L = 1 / (1 + smallest round trip / latency.millis)             0 while nothing is measured
 *   U = min(1, time connected / uptime.seconds)
 *   B = min(1, mean bytes per second from it / bandwidth.bytes)    exponentially weighted
 *   score = (0.3 L + 0.3 U + 0.4 B) / sum of the weights / (1 + penalty)
 * </pre>
 *
 * <p>A round trip as it is would favour slow peers, hence its inverse. The smallest one counts, so
 * that a peer pays for its distance and not for our load.
 *
 * <p>Misbehaviour is gradual: an offence adds {@code penalty.offence}, a nuisance {@code
 * penalty.nuisance}, and the penalty halves every {@code penalty.half.life.seconds}. A penalty of 1
 * halves the score; it grows no further than 10. Of the nuisances count payloads that do not parse,
 * wrong checksums, unanswered questions and exceeded limits; what any newer node may do with a good
 * mind (unknown or unasked messages, unconnecting or low-work headers) does not.
 *
 * <p>The engine adds misbehaviour to an inbound peer while its score is below {@code score.low} of
 * {@code patchbay.engine}. A newcomer has its latency alone, 0.15 at 200 ms and 0.05 at a second: a
 * threshold above that ends far peers before they can earn more, one of 0.03 only those who behave
 * badly.
 *
 * <p>A peer that is already connected when this policy comes into force is scored from its counters
 * as if they had risen evenly; earlier facts are forgiven. A change of configuration is in force
 * with the next question.
 */
@Component(
    name = "patchbay.scoring.weighted",
    property = {"policy.name=weighted", "service.ranking:Integer=-100"})
@Designate(ocd = WeightedScoring.Config.class)
public final class WeightedScoring implements ScoringPolicy {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Scoring: weighted")
  public @interface Config {
    @AttributeDefinition(description = "Weight of latency in the score", min = "0", max = "1000")
    double weight_latency() default 0.3;

    @AttributeDefinition(description = "Weight of uptime in the score", min = "0", max = "1000")
    double weight_uptime() default 0.3;

    @AttributeDefinition(description = "Weight of bandwidth in the score", min = "0", max = "1000")
    double weight_bandwidth() default 0.4;

    @AttributeDefinition(
        description = "Round trip in milliseconds that counts half; at once counts as 1",
        min = "1")
    int latency_millis() default 200;

    @AttributeDefinition(description = "Seconds connected that count as 1", min = "1")
    long uptime_seconds() default 86_400;

    @AttributeDefinition(description = "Bytes per second from it that count as 1", min = "1")
    long bandwidth_bytes() default 20_000;

    @AttributeDefinition(description = "Seconds over which bytes are averaged", min = "1")
    long bandwidth_mean_seconds() default 600;

    @AttributeDefinition(description = "Penalty for one offence", min = "0", max = "10")
    double penalty_offence() default 1;

    @AttributeDefinition(description = "Penalty for one nuisance", min = "0", max = "10")
    double penalty_nuisance() default 0.05;

    @AttributeDefinition(description = "Seconds in which the penalty halves", min = "1")
    long penalty_half_life_seconds() default 3_600;
  }

  /**
   * Scores by this configuration.
   *
   * @throws IllegalArgumentException when a weight is negative or all are 0
   */
  @Activate
  public WeightedScoring(Config config) {
    modified(config);
  }

  @Modified
  void modified(Config config) {
    double least =
        Math.min(
            config.weight_latency(), Math.min(config.weight_uptime(), config.weight_bandwidth()));
    double sum = config.weight_latency() + config.weight_uptime() + config.weight_bandwidth();
    if (!(least >= 0 && sum > 0 && Double.isFinite(sum))) {
      throw new IllegalArgumentException(
          "weight.latency %s, weight.uptime %s, weight.bandwidth %s (none below 0, sum above 0)"
              .formatted(
                  config.weight_latency(), config.weight_uptime(), config.weight_bandwidth()));
    }
    this.config = config;
  }

  @Override
  public PeerScore open(PeerView peer, long now) {
    return new WeightedScore(() -> config, peer, now);
  }
}
