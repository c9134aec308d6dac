package org.patchbay.shell;

import java.time.Instant;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.wire.Services;

/** A line of {@code addr:list}. */
record AddressRow(
    String address,
    String network,
    String services,
    Quantity.Age seen,
    Quantity.Age tried,
    Quantity.Age worked,
    int failures,
    String source) {
  static AddressRow of(AddressRecord one, Instant now) {
    return new AddressRow(
        one.entry().address().toString(),
        AddrCommands.name(one),
        String.join(" ", Services.names(one.entry().services())),
        ago(one.entry().time(), now),
        ago(one.lastTry(), now),
        ago(one.lastSuccess(), now),
        one.attempts(),
        one.source().toString());
  }

  private static Quantity.Age ago(long moment, Instant now) {
    return Quantity.Age.ofSeconds(moment == 0 ? -1 : Math.max(0, now.getEpochSecond() - moment));
  }
}
