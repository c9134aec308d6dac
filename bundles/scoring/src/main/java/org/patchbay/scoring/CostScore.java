package org.patchbay.scoring;

import java.util.function.Supplier;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.scoring.ScoringPolicy.PeerScore;
import org.patchbay.scoring.CostScoring.Config;

/**
 * What one peer earned and cost, in nanoseconds a second. Confined to the node loop. It counts from
 * the view alone, which knows all that facts told.
 */
final class CostScore implements PeerScore {
  private static final double MICROSECOND = 1e3;

  private final Supplier<Config> config;
  private final MeanRate messages;
  private final MeanRate blocks;
  private final MeanRate time;
  private final MeanRate bytes;

  CostScore(Supplier<Config> config, PeerView peer, long now) {
    this.config = config;
    this.messages = rate(peer.ledger().usefulMessages(), peer, now);
    this.blocks = rate(peer.ledger().blocks(), peer, now);
    this.time = rate(peer.cpuTime(), peer, now);
    this.bytes = rate(bytes(peer), peer, now);
  }

  private MeanRate rate(double counter, PeerView peer, long now) {
    return new MeanRate(counter, now - peer.connectedAt(), config.get().mean_seconds(), now);
  }

  private static double bytes(PeerView peer) {
    return (double) peer.bytesIn() + peer.bytesOut();
  }

  @Override
  public void on(Fact fact, long now) {}

  @Override
  public double score(PeerView peer, long now) {
    Config by = config.get();
    double mean = by.mean_seconds();
    double earned =
        messages.count(peer.ledger().usefulMessages(), mean, now) * by.message_micros()
            + blocks.count(peer.ledger().blocks(), mean, now) * by.block_micros();
    double spent =
        time.count(peer.cpuTime(), mean, now)
            + bytes.count(bytes(peer), mean, now) * by.byte_nanos();
    double free = by.free_micros();
    return (earned + free) / (earned + spent / MICROSECOND + 2 * free);
  }
}
