package org.patchbay.relay;

import java.util.Collection;
import org.patchbay.api.peer.PeerView;

/**
 * What peers are worth to {@link ScoreRelay}, each from 0 to 1 where higher is better
 * (protocol-facts §21): the score of the scoring policy in force, and where that has no opinion
 *
 * <pre>
 *   L = 1 / (1 + smallest round trip / latency.millis)     0 while nothing is measured
 *   U = min(1, time connected / uptime.seconds)            up to the last byte from it
 *   B = min(1, bytes per second from it / bandwidth.bytes)
 *   worth = (0.3 L + 0.3 U + 0.4 B) / sum of the weights
 * </pre>
 */
final class PeerWorth {
  private static final double MILLISECOND = 1e6;
  private static final double SECOND = 1e9;

  private PeerWorth() {}

  /** The best of a group; 0 when nobody is there. */
  static double best(Collection<? extends PeerView> peers, ScoreRelay.Config by) {
    double best = 0;
    for (PeerView peer : peers) {
      best = Math.max(best, of(peer, by));
    }
    return best;
  }

  static double of(PeerView peer, ScoreRelay.Config by) {
    double score = peer.score();
    if (Double.isNaN(score)) {
      double weights = by.weight_latency() + by.weight_uptime() + by.weight_bandwidth();
      score = weights > 0 ? weighted(peer, by) / weights : 0;
    }
    return Math.max(0, Math.min(1, score));
  }

  private static double weighted(PeerView peer, ScoreRelay.Config by) {
    double latency =
        peer.minPing() < 0 ? 0 : 1 / (1 + peer.minPing() / MILLISECOND / by.latency_millis());
    double seconds = Math.max(0, (double) peer.lastReceived() - peer.connectedAt()) / SECOND;
    double rate = seconds > 0 ? peer.bytesIn() / seconds : 0;
    return by.weight_latency() * latency
        + by.weight_uptime() * share(seconds / by.uptime_seconds())
        + by.weight_bandwidth() * share(rate / by.bandwidth_bytes());
  }

  private static double share(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
