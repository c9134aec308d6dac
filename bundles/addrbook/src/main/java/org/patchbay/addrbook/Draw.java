package org.patchbay.addrbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkClass;

/** What chance takes out of the tables (protocol-facts §12.6, §12.7). Confined to the node loop. */
final class Draw {
  private static final int CHANCE_BITS = 30;

  private final Loop loop;

  Draw(Loop loop) {
    this.loop = loop;
  }

  /**
   * An address to dial; empty when there is none of these networks. One long of chance decides all
   * of one turn, since secret chance costs more than the rest.
   *
   * @param anyTried whether the tried table has one of these networks, and may be drawn from
   */
  Optional<AddressEntry> one(Tables tables, Set<NetworkClass> networks, boolean anyTried) {
    boolean anyFresh = tables.fresh.count(networks) > 0;
    if (!anyFresh && !anyTried) {
      return Optional.empty();
    }
    long random = loop.random().nextLong();
    Table table = anyTried && (!anyFresh || random < 0) ? tables.tried : tables.fresh;
    long now = now();
    for (double factor = 1; ; factor *= 1.2) {
      Entry entry = table.draw(networks, random >>> CHANCE_BITS).entry;
      long drawn = random & (1L << CHANCE_BITS) - 1;
      if (drawn < factor * entry.chance(now) * (1L << CHANCE_BITS)) {
        return Optional.of(entry.entry());
      }
      random = loop.random().nextLong();
    }
  }

  /** Addresses to answer getaddr with, none of them terrible. */
  List<AddressEntry> many(Tables tables, int max, int percent) {
    int size = tables.size();
    int wanted = (int) Math.min(max, (long) percent * size / 100);
    long now = now();
    List<AddressEntry> sample = new ArrayList<>(wanted);
    for (int i = 0; i < size && sample.size() < wanted; i++) {
      tables.swap(i, loop.random().nextInt(i, size));
      Entry entry = tables.at(i).entry;
      if (!entry.terrible(now)) {
        sample.add(entry.entry());
      }
    }
    return sample;
  }

  private long now() {
    return loop.wallTime().getEpochSecond();
  }
}
