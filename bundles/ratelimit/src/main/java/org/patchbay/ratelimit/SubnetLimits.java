package org.patchbay.ratelimit;

/**
 * The configuration of {@link SubnetRateLimit}, checked. Immutable.
 *
 * @param daily bytes a day of one group; 0 for no quota
 */
record SubnetLimits(Limit group, double daily, Limit peer) {
  private static final double MEGABYTE = 1e6;

  static SubnetLimits of(SubnetRateLimit.Config config) {
    if (config.group_daily_megabytes() < 0
        || config.peer_rate() < 1
        || config.peer_bytes_rate() < 1) {
      throw new IllegalArgumentException(
          "group.daily.megabytes %d (min 0), peer.rate %d, peer.bytes.rate %d (min 1)"
              .formatted(
                  config.group_daily_megabytes(), config.peer_rate(), config.peer_bytes_rate()));
    }
    return new SubnetLimits(
        new Limit(
            new Rate(config.group_rate(), config.group_burst()),
            new Rate(config.group_bytes_rate(), config.group_bytes_burst())),
        config.group_daily_megabytes() * MEGABYTE,
        new Limit(
            new Rate(config.peer_rate(), config.peer_burst()),
            new Rate(config.peer_bytes_rate(), config.peer_bytes_burst())));
  }
}
