package org.patchbay.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an operator may have done to the node, to see what its policies do about it. */
enum Attack {
  INV_FLOOD(4, 100, "announces 2,000 unknown transactions at a time"),
  ORPHANS(4, 20, "sends transactions whose parents nobody has"),
  JUNK_TX(4, 20, "sends invalid and oversized transactions"),
  CONFLICTING(2, 100, "sends two transactions that spend one coin"),
  MALLEATED(2, 100, "sends transactions with changed witnesses, then the true ones"),
  MUTATED_BLOCK(2, 2_000, "sends a new block with other contents than its header names"),
  UNREQUESTED_BLOCK(2, 200, "sends old blocks, siblings of the tip and blocks without parents"),
  GETDATA_FLOOD(4, 100, "asks for blocks and unknown transactions without end"),
  NOTFOUND_STORM(4, 50, "answers what nobody asked, 1,000 items at a time"),
  WITHHOLD(8, 200, "announces every payment and every block first and delivers none"),
  ADDR_FLOOD(4, 50, "tells 1,000 addresses at a time"),
  PING_FLOOD(4, 20, "pings a hundred times in a row"),
  SLOW_LORIS(30, 500, "opens connections and says one byte at a time"),
  CONNECTION_FLOOD(150, 1_000, "opens connections and says nothing");

  private final int lines;
  private final int pauseMillis;
  private final String does;

  Attack(int lines, int pauseMillis, String does) {
    this.lines = lines;
    this.pauseMillis = pauseMillis;
    this.does = does;
  }

  /** Connections that it opens. */
  int lines() {
    return lines;
  }

  /** Between two steps of a connection. */
  int pauseMillis() {
    return pauseMillis;
  }

  /** What each connection does, after its name. */
  String does() {
    return does;
  }

  /** As operators type it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether its connections never greet. */
  boolean mute() {
    return this == SLOW_LORIS || this == CONNECTION_FLOOD;
  }

  static Optional<Attack> named(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(Attack::label).toList();
  }
}
