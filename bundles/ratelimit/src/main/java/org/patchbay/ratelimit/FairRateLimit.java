package org.patchbay.ratelimit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimitPolicy;

/**
 * Deficit round robin (Shreedhar and Varghese, 1995): a rate for all peers together, shared in
 * rounds in equal parts by those who have something to say.
 *
 * <p>While all together stay below the rate everything passes. Above it each peer may send in a
 * round until its deficit is used up; with a new round its deficit rises by a quantum, which is the
 * round's bytes divided by the peers that were active. A message may take the deficit below zero,
 * and the peer then waits that many rounds longer, so that it does not matter in how large messages
 * somebody floods. What was not used is lost, so that nobody saves up for a burst. Nothing is
 * dropped and nobody is held back for being one peer of many of a network.
 *
 * <p>A policy is not told who has messages waiting: active is who was asked about in this round or
 * the last. Since a peer that waits is asked about again with each round, that is the same apart
 * from a round's beginning. A round is short, so that a peer that is already connected when this
 * policy comes into force has nothing to bring along.
 */
@Component(
    name = "patchbay.ratelimit.fair",
    property = {"policy.name=fair", "service.ranking:Integer=-100"})
@Designate(ocd = FairRateLimit.Config.class)
public final class FairRateLimit implements RateLimitPolicy {
  private final FairRound round;

  /** What can be configured. */
  @ObjectClassDefinition(name = "Rate limit: fair")
  public @interface Config {
    @AttributeDefinition(
        description = "Bytes/s of all peers together, above which they take turns",
        min = "1000",
        max = "100000000000")
    long bytes_rate() default 100_000_000;

    @AttributeDefinition(
        description = "Bytes that each message counts as besides its own",
        min = "0",
        max = "1000000")
    int message_bytes() default 200;

    @AttributeDefinition(description = "Milliseconds of a round", min = "10", max = "10000")
    int round_millis() default 100;
  }

  /** Limits by this configuration. */
  @Activate
  public FairRateLimit(Config config) {
    round = new FairRound(config);
  }

  @Modified
  void modified(Config config) {
    round.configure(config);
  }

  @Override
  public PeerLimit open(PeerView peer, long now) {
    return new PeerInRound(round);
  }
}
