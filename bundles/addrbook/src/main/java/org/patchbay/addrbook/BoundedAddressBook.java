package org.patchbay.addrbook;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * An address book of bounded size in memory. Confined to the node loop, except {@link #snapshot}.
 *
 * <p>Rules: at most {@code capacity} entries; of those that never worked at most a sixteenth of
 * that from one netgroup of sources. When there is no room a terrible entry (protocol-facts §12.7)
 * goes; otherwise one that never worked, of the source group that holds most; a newcomer of that
 * very group is refused. What worked once goes only when it is terrible. Why: whoever sends many
 * addresses displaces his own and not those of others, and never those that we know to be good.
 *
 * <p>Bitcoin Core's buckets (§12.1, §12.2) bound the same more sharply, by position. Here chance
 * looks at a few entries, so that the bound holds nearly always and not always.
 */
public final class BoundedAddressBook implements AddressBook {
  static final int PROBES = 64;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;
  private static final long CONNECTED_INTERVAL = 20 * 60;

  private final Loop loop;
  private final Map<NetworkAddress, Slot> index = new ConcurrentHashMap<>();
  private final Map<ByteBuffer, SourceGroup> groups = new HashMap<>();
  private final Shelf fresh = new Shelf();
  private final Shelf tried = new Shelf();
  private int capacity;
  private long lastGood = 1;
  private long changes;

  /**
   * An empty book.
   *
   * @param capacity most entries, at least 16
   */
  public BoundedAddressBook(Loop loop, int capacity) {
    this.loop = loop;
    this.capacity = capacity;
  }

  /** Changes the bound; what is above it goes as newcomers come. */
  void capacity(int entries) {
    capacity = entries;
  }

  /** Puts back what was kept elsewhere; entries already known stay as they are. */
  void restore(List<Entry> entries) {
    for (Entry entry : entries) {
      if (index.size() < capacity && !index.containsKey(entry.address())) {
        insert(entry, groupOf(entry.source()));
        lastGood = Math.max(lastGood, entry.lastSuccess());
      }
    }
  }

  /** All entries. From any thread. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(index.size());
    index.values().forEach(slot -> entries.add(slot.entry));
    return entries;
  }

  /** Counts changes, so that an unchanged book need not be written. */
  long changes() {
    return changes;
  }

  @Override
  public int add(Collection<AddressEntry> entries, NetworkAddress source, long penalty) {
    SourceGroup group = entries.isEmpty() ? null : groupOf(source);
    int added = 0;
    for (AddressEntry entry : entries) {
      if (entry.address().isRoutable()) {
        boolean ownWord = sameHost(entry.address(), source);
        added += addOne(entry, source, ownWord ? 0 : penalty, group) ? 1 : 0;
      }
    }
    return added;
  }

  private boolean addOne(
      AddressEntry given, NetworkAddress source, long penalty, SourceGroup group) {
    long time = Math.max(0, given.time() - penalty);
    Slot known = index.get(given.address());
    if (known != null) {
      refresh(known, given, time);
      return false;
    }
    if (!makeRoom(group)) {
      return false;
    }
    AddressEntry kept = new AddressEntry(time, given.services(), given.address());
    insert(Entry.heard(kept, source), group);
    return true;
  }

  /** A time is raised by steps alone (§12.3), so that gossip does not tell when we heard of it. */
  private void refresh(Slot slot, AddressEntry given, long time) {
    AddressEntry stored = slot.entry.entry();
    long interval = now() - given.time() < DAY ? HOUR : DAY;
    long raised = stored.time() < time - interval ? time : stored.time();
    long services = stored.services() | given.services();
    if (raised != stored.time() || services != stored.services()) {
      change(slot, slot.entry.with(new AddressEntry(raised, services, stored.address())));
    }
  }

  private boolean makeRoom(SourceGroup group) {
    boolean groupFull = group.fresh >= Math.max(1, capacity / 16);
    if (!groupFull && index.size() < capacity) {
      return true;
    }
    Slot victim = victim(groupFull ? group : null);
    if (victim == null || victim.sourceGroup.fresh < group.fresh && !terrible(victim)) {
      return false;
    }
    remove(victim);
    return true;
  }

  /** The worst of a few entries drawn at random, of one source group or of all; null for none. */
  private Slot victim(SourceGroup only) {
    Slot worst = null;
    for (int i = 0; i < PROBES; i++) {
      Slot slot = draw();
      if (only != null && slot.sourceGroup != only) {
        continue;
      }
      if (terrible(slot)) {
        return slot;
      }
      boolean spared = slot.shelf == tried;
      if (!spared && (worst == null || slot.sourceGroup.fresh > worst.sourceGroup.fresh)) {
        worst = slot;
      }
    }
    return worst;
  }

  private Slot draw() {
    int number = loop.random().nextInt(index.size());
    return number < fresh.size() ? fresh.get(number) : tried.get(number - fresh.size());
  }

  private boolean terrible(Slot slot) {
    return slot.entry.terrible(now());
  }

  private void insert(Entry entry, SourceGroup group) {
    Slot slot = new Slot(entry, group);
    index.put(entry.address(), slot);
    place(slot);
    changes++;
  }

  private void remove(Slot slot) {
    index.remove(slot.entry.address());
    takeOff(slot);
    changes++;
  }

  private void place(Slot slot) {
    boolean worked = slot.entry.tried();
    (worked ? tried : fresh).add(slot);
    slot.sourceGroup.fresh += worked ? 0 : 1;
  }

  private void takeOff(Slot slot) {
    slot.sourceGroup.fresh -= slot.shelf == fresh ? 1 : 0;
    slot.shelf.remove(slot);
  }

  private void change(Slot slot, Entry entry) {
    slot.entry = entry;
    changes++;
    if (entry.tried() && slot.shelf == fresh) {
      takeOff(slot);
      place(slot);
    }
  }

  private SourceGroup groupOf(NetworkAddress source) {
    if (groups.size() > 2 * capacity) {
      groups.values().removeIf(group -> group.fresh == 0);
    }
    return groups.computeIfAbsent(ByteBuffer.wrap(NetGroup.of(source)), key -> new SourceGroup());
  }

  private static boolean sameHost(NetworkAddress one, NetworkAddress other) {
    return one.id() == other.id() && Arrays.equals(one.addressBytes(), other.addressBytes());
  }

  private long now() {
    return loop.wallTime().getEpochSecond();
  }

  @Override
  public Optional<AddressEntry> select(Set<NetworkClass> reachable) {
    boolean anyFresh = fresh.hasAny(reachable);
    boolean anyTried = tried.hasAny(reachable);
    if (!anyFresh && !anyTried) {
      return Optional.empty();
    }
    Shelf shelf = anyTried && (!anyFresh || loop.random().nextBoolean()) ? tried : fresh;
    long now = now();
    for (double factor = 1; ; factor *= 1.2) {
      Slot slot = shelf.scan(loop.random().nextInt(shelf.size()), reachable);
      if (loop.random().nextDouble() < slot.entry.chance(now) * factor) {
        return Optional.of(slot.entry.entry());
      }
    }
  }

  /** Failures count once between two successes with anybody: while offline they tell nothing. */
  @Override
  public void attempted(NetworkAddress address) {
    Slot slot = index.get(address);
    if (slot != null) {
      change(slot, slot.entry.attempted(now(), slot.entry.lastCounted() < lastGood));
    }
  }

  /** An unknown address that works, one an operator gave us say, is kept too. */
  @Override
  public void good(NetworkAddress address, long services) {
    lastGood = now();
    Slot slot = index.get(address);
    if (slot != null) {
      change(slot, slot.entry.good(lastGood, services));
      return;
    }
    SourceGroup own = groupOf(address);
    if (address.isRoutable() && makeRoom(own)) {
      AddressEntry entry = new AddressEntry(lastGood, services, address);
      insert(Entry.heard(entry, address).good(lastGood, services), own);
    }
  }

  /** The time is raised at the end and not at the beginning: gossip must not tell our peers. */
  @Override
  public void connected(NetworkAddress address) {
    Slot slot = index.get(address);
    if (slot != null && now() - slot.entry.entry().time() > CONNECTED_INTERVAL) {
      AddressEntry old = slot.entry.entry();
      change(slot, slot.entry.with(new AddressEntry(now(), old.services(), address)));
    }
  }

  @Override
  public List<AddressEntry> sample(int max, int percent) {
    int wanted = (int) Math.min(max, (long) percent * index.size() / 100);
    int[] order = new int[index.size()];
    Arrays.setAll(order, i -> i);
    long now = now();
    List<AddressEntry> sample = new ArrayList<>(wanted);
    for (int i = 0; i < order.length && sample.size() < wanted; i++) {
      int other = loop.random().nextInt(i, order.length);
      int number = order[other];
      order[other] = order[i];
      Entry entry =
          (number < fresh.size() ? fresh.get(number) : tried.get(number - fresh.size())).entry;
      if (!entry.terrible(now)) {
        sample.add(entry.entry());
      }
    }
    return sample;
  }

  @Override
  public int size() {
    return index.size();
  }

  @Override
  public List<AddressRecord> snapshot() {
    return List.copyOf(entries());
  }
}
