package org.patchbay.protocols;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.session.Session;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.AddrV2;

/**
 * Addresses that wait to be told to one peer (protocol-facts §12.9). Confined to the node loop.
 *
 * <p>Rule: at most 1000, a random one giving way when full; told at times of a Poisson process of
 * 30 seconds. Because that process has no memory it is enough to draw the next time when something
 * comes into an empty queue: a quiet peer has no timer.
 */
final class AddressQueue {
  static final int MAX = 1_000;
  static final Duration MEAN = Duration.ofSeconds(30);

  private final Session session;
  private final AddressRelay keys;
  private final RecentKeys known = new RecentKeys();
  private List<AddressEntry> entries = new ArrayList<>(0);
  private boolean armed;

  AddressQueue(Session session, AddressRelay keys) {
    this.session = session;
    this.keys = keys;
  }

  void known(AddressEntry entry) {
    known.add(keys.key(entry.address()));
  }

  /** The peer is told again what it was told, or told us. */
  void forgetKnown() {
    known.clear();
  }

  boolean takesV2() {
    return session.peer().features().contains("addrv2");
  }

  void add(AddressEntry entry) {
    if (known.contains(keys.key(entry.address()))) {
      return;
    }
    if (entries.size() == MAX) {
      entries.set(session.random().nextInt(MAX), entry);
    } else {
      entries.add(entry);
      arm();
    }
  }

  /** As an answer to getaddr: instead of what waits, told now or when that would have been. */
  void replace(List<AddressEntry> answer, boolean atOnce) {
    entries = new ArrayList<>(answer.size());
    for (AddressEntry entry : answer) {
      if (!known.contains(keys.key(entry.address())) && tellable(entry)) {
        entries.add(entry);
      }
    }
    if (atOnce) {
      tellAll();
    } else if (!entries.isEmpty()) {
      arm();
    }
  }

  private void arm() {
    if (!armed) {
      armed = true;
      session.after(
          poisson(MEAN),
          () -> {
            armed = false;
            tellAll();
          });
    }
  }

  private boolean tellable(AddressEntry entry) {
    return takesV2() || entry.address().isLegacy();
  }

  /** A wait of a process with that mean. */
  Duration poisson(Duration mean) {
    double nanos = mean.toNanos();
    return Duration.ofNanos((long) (-Math.log1p(-session.random().nextDouble()) * nanos));
  }

  private void tellAll() {
    List<AddressEntry> told = new ArrayList<>(entries.size());
    for (AddressEntry entry : entries) {
      long key = keys.key(entry.address());
      if (!known.contains(key)) {
        known.add(key);
        told.add(entry);
      }
    }
    entries = new ArrayList<>(0);
    if (!told.isEmpty()) {
      tell(told);
    }
  }

  /** At once, without what waits. */
  void tell(List<AddressEntry> told) {
    session.send(takesV2() ? new AddrV2(told) : new Addr(told));
  }
}
