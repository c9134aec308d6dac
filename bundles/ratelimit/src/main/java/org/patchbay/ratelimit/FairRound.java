package org.patchbay.ratelimit;

/** The round that all peers share. Confined to the node loop, apart from {@link #configure}. */
final class FairRound {
  private static final double SECOND = 1e9;

  private volatile FairRateLimit.Config config;
  private long number;
  private long begin;
  private int active;
  private int activeBefore;

  /** Bytes that passed and that the rate has not yet made up for. */
  private double backlog;

  private long drainedAt;

  FairRound(FairRateLimit.Config config) {
    configure(config);
  }

  void configure(FairRateLimit.Config config) {
    this.config = config;
  }

  /** What a message counts as. */
  double cost(int bytes) {
    return (double) bytes + config.message_bytes();
  }

  /** Number of the round of now; it never falls. */
  long at(long now) {
    drain(now);
    double rounds = Math.max(0, (double) now - begin) / length();
    if (rounds >= 1 || now < begin) {
      activeBefore = rounds < 2 && rounds >= 1 ? active : 0;
      active = 0;
      number += Math.max(1, (long) Math.min(rounds, Integer.MAX_VALUE));
      begin = rounds < Integer.MAX_VALUE && rounds >= 1 ? begin + (long) rounds * length() : now;
    }
    return number;
  }

  private void drain(long now) {
    double seconds = Math.max(0, (double) now - drainedAt) / SECOND;
    backlog = Math.max(0, backlog - seconds * config.bytes_rate());
    drainedAt = now;
  }

  private long length() {
    return config.round_millis() * 1_000_000L;
  }

  /** A peer has something to say in this round. */
  void join() {
    active++;
  }

  /** Bytes of one active peer in a round. */
  double quantum() {
    return bytes() / Math.max(1, Math.max(active, activeBefore));
  }

  private double bytes() {
    return config.bytes_rate() * length() / SECOND;
  }

  /** Whether what passed leaves room for this much, whoever sends it. */
  boolean idle(double cost) {
    return backlog + cost <= bytes();
  }

  void passed(double cost) {
    backlog += cost;
  }

  /** Nanoseconds from now until the next round, at least 1. */
  long untilNext(long now) {
    return Math.max(1, length() - (now - begin));
  }
}
