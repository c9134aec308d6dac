package org.patchbay.bench.eclipse;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a siege is like. Immutable.
 *
 * @param addresses the attacker's, 1 and up
 * @param groups /16 groups in which they are, 1 to 4,096
 * @param defences of the victim
 * @param eviction the name of the eviction policy in force
 * @param book the name of the address book in use
 * @param days how long it lasts
 * @param thinning after the first day one of so many addresses is sent, of both sides alike; 1 for
 *     all of them. The tables are full by then: it is about places that become free
 */
record Scenario(
    int addresses,
    int groups,
    Set<Defence> defences,
    String eviction,
    String book,
    int days,
    int thinning) {
  private static final int THINNING = 20;

  Scenario {
    if (addresses < 1
        || groups < 1
        || groups > 4_096
        || groups > addresses
        || days < 1
        || thinning < 1) {
      throw new IllegalArgumentException(
          "addresses %d, groups %d, days %d, thinning %d (from 1; groups to 4096 and to addresses)"
              .formatted(addresses, groups, days, thinning));
    }
    defences = Set.copyOf(defences);
  }

  /** With everything that Bitcoin Core has by default: all but the map of autonomous systems. */
  static Scenario core(int addresses, int groups) {
    return new Scenario(
        addresses,
        groups,
        EnumSet.complementOf(EnumSet.of(Defence.ASMAP)),
        "core",
        "buckets",
        30,
        THINNING);
  }

  Scenario with(Set<Defence> other) {
    return new Scenario(addresses, groups, other, eviction, book, days, thinning);
  }

  boolean has(Defence defence) {
    return defences.contains(defence);
  }
}
