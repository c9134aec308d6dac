package org.patchbay.scoring;

import java.util.function.Supplier;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.scoring.WeightedScoring.Config;

/** The score of one peer. Confined to the node loop. */
final class WeightedScore implements PeerScore {
  private static final double MILLISECOND = 1e6;
  private static final double SECOND = 1e9;

  /** So that even a flood is forgiven after some half-lives. */
  private static final double MOST_PENALTY = 10;

  private final Supplier<Config> config;
  private final MeanRate received;
  private double penalty;
  private long penaltyAt;

  WeightedScore(Supplier<Config> config, PeerView peer, long now) {
    this.config = config;
    this.received =
        new MeanRate(
            peer.bytesIn(), now - peer.connectedAt(), config.get().bandwidth_mean_seconds(), now);
    this.penaltyAt = now;
  }

  @Override
  public void on(Fact fact, long now) {
    double more = penaltyFor(fact, config.get());
    if (more > 0) {
      penalty = Math.min(MOST_PENALTY, penalty(now) + more);
      penaltyAt += Math.max(0, now - penaltyAt);
    }
  }

  @Override
  public double score(PeerView peer, long now) {
    Config by = config.get();
    double bandwidth = received.count(peer.bytesIn(), by.bandwidth_mean_seconds(), now);
    double weighted =
        by.weight_latency() * latency(peer.minPing(), by)
            + by.weight_uptime() * share((now - peer.connectedAt()) / SECOND, by.uptime_seconds())
            + by.weight_bandwidth() * share(bandwidth, by.bandwidth_bytes());
    double weights = by.weight_latency() + by.weight_uptime() + by.weight_bandwidth();
    return Math.min(1, weighted / weights) / (1 + penalty(now));
  }

  private static double latency(long minPing, Config by) {
    return minPing < 0 ? 0 : 1 / (1 + minPing / MILLISECOND / by.latency_millis());
  }

  private static double share(double value, double reference) {
    return Math.max(0, Math.min(1, value / reference));
  }

  private double penalty(long now) {
    double halfLives =
        Math.max(0, now - penaltyAt) / SECOND / config.get().penalty_half_life_seconds();
    return penalty * Math.pow(0.5, halfLives);
  }

  private static double penaltyFor(Fact fact, Config by) {
    if (fact instanceof Fact.Offence) {
      return by.penalty_offence();
    }
    if (fact instanceof Fact.Nuisance nuisance) {
      return switch (nuisance.kind()) {
        case MALFORMED, CHECKSUM, UNANSWERED, RATE_LIMITED -> by.penalty_nuisance();
        default -> 0;
      };
    }
    return 0;
  }
}
