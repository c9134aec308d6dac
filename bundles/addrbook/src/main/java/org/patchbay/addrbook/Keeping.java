package org.patchbay.addrbook;

import java.time.Duration;

/**
 * What an operator sets of the address book. Immutable.
 *
 * @param saveEvery time after which a changed book is written
 * @param dnsSeeds whether DNS seeds are asked
 * @param dnsForced whether they are asked at each start
 * @param asmap file of an ASMap; empty for none
 * @param seeds file of addresses to begin with; empty for none
 * @param loopback whether 127.0.0.0/8 counts, on regtest
 */
public record Keeping(
    Duration saveEvery,
    boolean dnsSeeds,
    boolean dnsForced,
    String asmap,
    String seeds,
    boolean loopback) {
  /** Without loopback, and without force. */
  public Keeping(Duration saveEvery, boolean dnsSeeds, String asmap, String seeds) {
    this(saveEvery, dnsSeeds, false, asmap, seeds, false);
  }

  static Keeping of(KeptAddressBook.Config config) {
    return new Keeping(
        Duration.ofSeconds(config.save_seconds()),
        config.dns_seeds(),
        config.dns_forced(),
        config.asmap(),
        config.seeds(),
        config.loopback());
  }
}
