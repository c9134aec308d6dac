package org.patchbay.addrbook;

import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

/**
 * One stored address. Immutable. Times are unix seconds, 0 for never.
 *
 * @param lastCounted time of the last attempt that was counted as a failure
 */
record Entry(
    AddressEntry entry,
    NetworkAddress source,
    long lastTry,
    long lastCounted,
    long lastSuccess,
    int attempts)
    implements AddressRecord {
  private static final long MINUTE = 60;
  private static final long DAY = 86_400;

  static Entry heard(AddressEntry entry, NetworkAddress source) {
    return new Entry(entry, source, 0, 0, 0, 0);
  }

  NetworkAddress address() {
    return entry.address();
  }

  Entry with(AddressEntry newer) {
    return new Entry(newer, source, lastTry, lastCounted, lastSuccess, attempts);
  }

  Entry attempted(long now, boolean count) {
    return new Entry(
        entry, source, now, count ? now : lastCounted, lastSuccess, attempts + (count ? 1 : 0));
  }

  Entry good(long now, long services) {
    AddressEntry offered = new AddressEntry(entry.time(), services, entry.address());
    return new Entry(offered, source, now, lastCounted, now, 0);
  }

  /** Not worth keeping (protocol-facts §12.7); one just tried gets a minute. */
  boolean terrible(long now) {
    if (now - lastTry <= MINUTE) {
      return false;
    }
    return entry.time() > now + 10 * MINUTE
        || now - entry.time() > 30 * DAY
        || lastSuccess == 0 && attempts >= 3
        || now - lastSuccess > 7 * DAY && attempts >= 10;
  }

  /** With times that lie ahead of {@code now} set to it; a file may say anything. */
  Entry notAfter(long now) {
    return new Entry(
        entry,
        source,
        Math.max(0, Math.min(lastTry, now)),
        Math.max(0, Math.min(lastCounted, now)),
        Math.max(0, Math.min(lastSuccess, now)),
        Math.max(0, attempts));
  }

  /** How gladly it is chosen, 0 to 1 (§12.6). */
  double chance(long now) {
    double recent = now - lastTry < 10 * MINUTE ? 0.01 : 1;
    return attempts == 0 ? recent : recent * Math.pow(0.66, Math.min(attempts, 8));
  }
}
