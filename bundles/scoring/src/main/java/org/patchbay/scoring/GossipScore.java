package org.patchbay.scoring;

import java.util.Map;
import java.util.function.Supplier;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.Ledger;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.scoring.GossipScoring.Config;

/** The counters of one peer. Confined to the node loop. */
final class GossipScore implements PeerScore {
  private static final double SECOND = 1e9;
  private static final double HOUR = 3_600;

  /** So that even a flood is forgiven after some half-lives. */
  private static final double MOST = 100;

  private static final String UNANSWERED = "unanswered";
  private static final String INVALID = "invalid";
  private static final String OFFENCES = "offences";

  private final Supplier<Config> config;
  private final FadingCounter first;
  private final FadingCounter unanswered;
  private final FadingCounter invalid;
  private final FadingCounter offences;

  /**
   * Seeded from the engine's counters, and from what the policy before offers.
   *
   * @param learnt as of {@link #learnt}; may be empty
   */
  GossipScore(Supplier<Config> config, PeerView peer, Map<String, Double> learnt, long now) {
    Config by = config.get();
    Ledger ledger = peer.ledger();
    this.config = config;
    this.first =
        FadingCounter.seeded(
            ledger.firstTransactions() + by.first_block() * ledger.firstBlocks(),
            now - peer.connectedAt(),
            by.first_cap(),
            by.half_life_seconds(),
            now);
    this.unanswered = FadingCounter.at(learnt.getOrDefault(UNANSWERED, 0.0), MOST, now);
    this.invalid = FadingCounter.at(learnt.getOrDefault(INVALID, 0.0), MOST, now);
    this.offences = FadingCounter.at(learnt.getOrDefault(OFFENCES, 0.0), MOST, now);
  }

  /** What no counter of the engine tells. */
  @Override
  public Map<String, Double> learnt(long now) {
    long halfLife = config.get().half_life_seconds();
    return Map.of(
        UNANSWERED, unanswered.value(halfLife, now),
        INVALID, invalid.value(halfLife, now),
        OFFENCES, offences.value(halfLife, now));
  }

  @Override
  public void on(Fact fact, long now) {
    Config by = config.get();
    long halfLife = by.half_life_seconds();
    if (fact instanceof Fact.First news) {
      first.add(firsts(news, by), by.first_cap(), halfLife, now);
    } else if (fact instanceof Fact.Offence) {
      offences.add(1, MOST, halfLife, now);
    } else if (fact instanceof Fact.Nuisance nuisance) {
      switch (nuisance.kind()) {
        case UNANSWERED -> unanswered.add(1, MOST, halfLife, now);
        case MALFORMED, CHECKSUM -> invalid.add(1, MOST, halfLife, now);
        case REFUSED_TRANSACTION -> invalid.add(by.invalid_refused(), MOST, halfLife, now);
        case RATE_LIMITED, TOO_MANY_ANNOUNCEMENTS ->
            offences.add(by.behaviour_limited(), MOST, halfLife, now);
        default -> {}
      }
    }
  }

  private static double firsts(Fact.First news, Config by) {
    double count = Math.max(0, news.count());
    return switch (news.kind()) {
      case BLOCK -> by.first_block() * count;
      case TRANSACTION -> count;
      default -> 0;
    };
  }

  @Override
  public double score(PeerView peer, long now) {
    Config by = config.get();
    double raw = Math.min(by.cap(), good(peer, by, now)) - bad(peer, by, now);
    return raw >= 0 ? 0.5 + 0.5 * raw / by.cap() : Math.max(0, 0.5 + 0.5 * raw / by.graylist());
  }

  private double good(PeerView peer, Config by, long now) {
    double connected = Math.max(0, now - peer.connectedAt()) / SECOND;
    return by.time_weight() * Math.min(by.time_cap_seconds(), connected) / HOUR
        + by.first_weight() * first.value(by.half_life_seconds(), now);
  }

  private double bad(PeerView peer, Config by, long now) {
    long halfLife = by.half_life_seconds();
    double surplus = Math.max(0, (double) peer.peersAtHost() - by.host_peers());
    return by.unanswered_weight() * square(unanswered.value(halfLife, now))
        + by.invalid_weight() * square(invalid.value(halfLife, now))
        + by.host_weight() * square(surplus)
        + by.behaviour_weight() * square(offences.value(halfLife, now));
  }

  private static double square(double value) {
    return value * value;
  }
}
