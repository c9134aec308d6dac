package org.patchbay.shell;

import java.time.Instant;
import org.patchbay.api.bans.Ban;

/** A line of {@code ban:list}. */
record BanRow(String target, String origin, Instant created, Quantity.Age left, String reason) {
  static BanRow of(Ban ban, long now) {
    long left = ban.until() == Ban.FOR_EVER ? -1 : Math.min(ban.until() - now, Integer.MAX_VALUE);
    return new BanRow(
        ban.target().toString(),
        ban.origin(),
        Instant.ofEpochSecond(ban.created()),
        Quantity.Age.ofSeconds(left),
        ban.reason());
  }
}
