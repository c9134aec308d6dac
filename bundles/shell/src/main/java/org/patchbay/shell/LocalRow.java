package org.patchbay.shell;

import java.util.Locale;
import org.patchbay.api.local.LocalAddress;

/** A line of {@code net:local}. */
record LocalRow(
    String address, String network, String origin, int score, int confirmed, long told) {
  static LocalRow of(LocalAddress own) {
    return new LocalRow(
        own.address().toString(),
        own.address().network().label(),
        own.origin().name().toLowerCase(Locale.ROOT),
        own.score(),
        own.confirmed(),
        own.told());
  }
}
