package org.patchbay.addrbook;

import org.patchbay.api.log.HiddenAddress;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says in detail of the address book. */
final class BookLines {
  private static final Logger LOG = LoggerFactory.getLogger(BookLines.class);

  private BookLines() {}

  /** Some of those that somebody told of are new. */
  static void added(int added, int told, NetworkAddress by, int known) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "added {} addresses (of {}) from {}: {} known", added, told, HiddenAddress.of(by), known);
    }
  }

  /** One that worked is in the tried table now. */
  static void tried(NetworkAddress address, int bucket, int place) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("moved {} to tried[{}][{}]", HiddenAddress.of(address), bucket, place);
    }
  }
}
