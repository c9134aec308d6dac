package org.patchbay.logs;

import ch.qos.logback.classic.Level;
import java.time.Instant;
import org.patchbay.api.log.PeerTag;

/** Entries for tests. */
final class Lines {
  static final Instant NOON = Instant.parse("2026-11-29T12:00:00.123456Z");

  private Lines() {}

  static Entry entry(String text, Instant at) {
    return new Entry(
        at, Level.INFO, "org.patchbay.engine.Gate", "loop", null, false, text, null, 0);
  }

  static Entry about(long peer, String address, String text) {
    return new Entry(
        NOON,
        Level.DEBUG,
        "org.patchbay.engine.PeerLines",
        "loop",
        new PeerTag(peer, address),
        address != null,
        text,
        null,
        0);
  }
}
