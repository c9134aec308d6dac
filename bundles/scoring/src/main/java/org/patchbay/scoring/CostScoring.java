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
 * What a peer gives for what it costs us: time of a processor and bytes for each useful message.
 *
 * <pre>
 *   earned = useful messages a second * message.micros + new blocks a second * block.micros
 *   spent  = time of loop and transport a second + bytes a second both ways * byte.nanos
 *   score  = (earned + free.micros) / (earned + spent + 2 * free.micros)
 * </pre>
 *
 * <p>Both are exponentially weighted means, so that what was earned last week pays for no flood
 * today. A peer that costs and gives next to nothing, as every newcomer and every light client,
 * scores a half; one that costs more than it earned and {@code free.micros} allows sinks, to a
 * fifth at three times {@code free.micros}. A penalty is not needed: whoever sends junk pays with
 * the time that it takes us. Nobody gains by doing nothing beyond that half.
 *
 * <p>A peer that is already connected when this policy comes into force is scored from its counters
 * as if they had risen evenly. A change of configuration is in force with the next question.
 */
@Component(
    name = "patchbay.scoring.cost",
    property = {"policy.name=cost", "service.ranking:Integer=-100"})
@Designate(ocd = CostScoring.Config.class)
public final class CostScoring implements ScoringPolicy {
  private volatile Config config;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Scoring: cost")
  public @interface Config {
    @AttributeDefinition(
        description = "Microseconds of a processor that a useful message is worth",
        min = "0",
        max = "1000000")
    long message_micros() default 1_000;

    @AttributeDefinition(
        description = "Microseconds of a processor that a new block is worth besides",
        min = "0",
        max = "60000000")
    long block_micros() default 1_000_000;

    @AttributeDefinition(
        description = "Nanoseconds of a processor that a byte counts as, in or out",
        min = "0",
        max = "10000")
    double byte_nanos() default 10;

    @AttributeDefinition(
        description = "Microseconds a second that weigh little, earned or spent",
        min = "1",
        max = "1000000")
    long free_micros() default 1_000;

    @AttributeDefinition(description = "Seconds over which is averaged", min = "1")
    long mean_seconds() default 600;
  }

  /** Scores by this configuration. */
  @Activate
  public CostScoring(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config config) {
    this.config = config;
  }

  @Override
  public PeerScore open(PeerView peer, long now) {
    return new CostScore(() -> config, peer, now);
  }
}
