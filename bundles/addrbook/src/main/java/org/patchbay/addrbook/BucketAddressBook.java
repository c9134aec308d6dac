package org.patchbay.addrbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressPlace;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * An address book of two tables with keyed buckets (protocol-facts §12). Confined to the node loop,
 * except {@link #snapshot}, {@link #places} and {@link #as}.
 *
 * <p>Rules: what we heard stands in the new table, what worked in the tried table; who told an
 * address and its own group bound the places it can take ({@link Buckets}). In the new table only a
 * terrible entry, or one that stands elsewhere too, gives way; in the tried table only one that was
 * tested first and failed, or could not be tested for 40 minutes ({@link Collisions}). Why: an
 * attacker with many addresses must not be able to fill the book until a restarted node meets
 * nobody but him (the eclipse of Heilman et al., 2015).
 *
 * <p>One deviation: an unknown address that worked, which only an operator can have given, is kept.
 */
public final class BucketAddressBook implements AddressBook {
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;
  private static final long CONNECTED_INTERVAL = 20 * 60;

  private final Loop loop;
  private final boolean tests;
  private volatile Tables tables = new Tables();
  private volatile Buckets buckets;
  private final Draw draw;
  private final Collisions collisions = new Collisions();
  private long lastGood = 1;
  private long changes;

  /** An empty book with a key of its own, grouped by /16. */
  public BucketAddressBook(Loop loop) {
    this(loop, true, Groups.BY_PREFIX);
  }

  /** An empty book with a key of its own. */
  BucketAddressBook(Loop loop, Groups groups) {
    this(loop, true, groups);
  }

  /**
   * An empty book for a simulation, which asks what its rules are worth.
   *
   * @param tests whether who worked is tested before he loses his place (§12.5), as in every node
   * @param groups the group of an address, at most 11 bytes (§9.7)
   */
  public static BucketAddressBook trial(
      Loop loop, boolean tests, Function<NetworkAddress, byte[]> groups) {
    return new BucketAddressBook(loop, tests, groups::apply);
  }

  private BucketAddressBook(Loop loop, boolean tests, Groups groups) {
    this.loop = loop;
    this.draw = new Draw(loop);
    this.tests = tests;
    byte[] key = new byte[Buckets.KEY];
    loop.random().nextBytes(key);
    this.buckets = new Buckets(key, groups);
  }

  /** Begins anew with another key or other groups, and hands out all that was there. */
  List<Kept> arrange(Buckets other) {
    List<Kept> all = kept().stream().map(Kept::displaced).toList();
    buckets = other;
    tables = new Tables();
    collisions.clear();
    changes++;
    return all;
  }

  Buckets buckets() {
    return buckets;
  }

  /**
   * Puts back what was kept elsewhere where its place is free; what is known stays as it is.
   *
   * @return whether it found a place
   */
  boolean restore(Kept kept) {
    Entry entry = kept.entry().notAfter(now());
    NetworkAddress address = entry.address();
    if (!routable(address) || tables.find(address) != null) {
      return false;
    }
    int worked = buckets.triedPlace(address);
    if (kept.tried() && tables.tried.get(worked) == null) {
      tables.putTried(tables.create(entry), worked);
    } else if (!restoreFresh(entry, kept.buckets())) {
      return false;
    }
    lastGood = Math.max(lastGood, entry.lastSuccess());
    changes++;
    return true;
  }

  private boolean restoreFresh(Entry entry, List<Integer> hints) {
    IntStream told = hints.stream().mapToInt(b -> buckets.freshPlaceIn(b, entry.address()));
    int[] free = told.distinct().filter(place -> tables.fresh.get(place) == null).toArray();
    int[] places = free.length > 0 ? free : new int[] {ownPlace(entry)};
    if (tables.fresh.get(places[0]) != null) {
      return false;
    }
    Known known = tables.create(entry);
    Arrays.stream(places)
        .limit(Tables.MOST_REFERENCES)
        .forEach(place -> tables.putFresh(known, place));
    return true;
  }

  private int ownPlace(Entry entry) {
    return buckets.freshPlace(entry.address(), buckets.groupOf(entry.source()));
  }

  /** All of this moment; each may be read from any thread. */
  List<Known> copy() {
    return tables.copy();
  }

  /** All. From any thread. */
  List<Kept> kept() {
    List<Kept> all = new ArrayList<>();
    tables.everybody().forEach(known -> all.add(Kept.of(known)));
    return all;
  }

  Known find(NetworkAddress address) {
    return tables.find(address);
  }

  /** Counts changes, so that an unchanged book need not be written. */
  long changes() {
    return changes;
  }

  @Override
  public int add(Collection<AddressEntry> entries, NetworkAddress source, long penalty) {
    if (entries.isEmpty()) {
      return 0;
    }
    byte[] group = buckets.groupOf(source);
    int added = 0;
    for (AddressEntry entry : entries) {
      if (routable(entry.address())) {
        long taken = sameHost(entry.address(), source) ? 0 : penalty;
        added += addOne(entry, source, group, taken) ? 1 : 0;
      }
    }
    if (added > 0) {
      BookLines.added(added, entries.size(), source, tables.size());
    }
    return added;
  }

  private boolean addOne(AddressEntry given, NetworkAddress source, byte[] group, long penalty) {
    long time = Math.max(0, given.time() - penalty);
    Known known = tables.find(given.address());
    if (known != null) {
      refresh(known, given, penalty);
      if (enough(known, given)) {
        return false;
      }
    }
    int place = buckets.freshPlace(given.address(), group);
    Known there = tables.fresh.get(place);
    int references = known == null ? 0 : known.references();
    if (there != null && (there == known || !givesWay(there, references))) {
      return false;
    }
    if (known != null) {
      tables.putFresh(known, place);
    } else {
      AddressEntry kept = new AddressEntry(time, given.services(), given.address());
      tables.putFresh(tables.create(Entry.heard(kept, source)), place);
    }
    changes++;
    return known == null;
  }

  /** A time is raised by steps alone (§12.3), so that gossip does not tell when we heard of it. */
  private void refresh(Known known, AddressEntry given, long penalty) {
    AddressEntry stored = known.entry.entry();
    long interval = now() - given.time() < DAY ? HOUR : DAY;
    boolean newer = stored.time() < given.time() - interval - penalty;
    long raised = newer ? Math.max(0, given.time() - penalty) : stored.time();
    long services = stored.services() | given.services();
    if (raised != stored.time() || services != stored.services()) {
      change(known, known.entry.with(new AddressEntry(raised, services, stored.address())));
    }
  }

  /** Each further reference is half as likely, so that repeating an address gains little. */
  private boolean enough(Known known, AddressEntry given) {
    int references = known.references();
    return given.time() <= known.entry.entry().time()
        || known.tried()
        || references >= Tables.MOST_REFERENCES
        || references > 0 && loop.random().nextInt(1 << references) != 0;
  }

  private boolean givesWay(Known there, int references) {
    return there.entry.terrible(now()) || there.references() > 1 && references == 0;
  }

  private void change(Known known, Entry entry) {
    known.entry = entry;
    changes++;
  }

  private static boolean sameHost(NetworkAddress one, NetworkAddress other) {
    return one.id() == other.id() && Arrays.equals(one.bytes(), other.bytes());
  }

  private long now() {
    return loop.wallTime().getEpochSecond();
  }

  @Override
  public Optional<AddressEntry> select(Set<NetworkClass> reachable) {
    return draw.one(tables, reachable, tables.tried.count(reachable) > 0);
  }

  @Override
  public Optional<AddressEntry> selectNew(Set<NetworkClass> networks) {
    return draw.one(tables, networks, false);
  }

  @Override
  public void attempted(NetworkAddress address) {
    attempted(address, true);
  }

  /** Failures count once between two successes with anybody: while offline they tell nothing. */
  @Override
  public void attempted(NetworkAddress address, boolean count) {
    Known known = tables.find(address);
    if (known != null) {
      boolean counts = count && known.entry.lastCounted() < lastGood;
      change(known, known.entry.attempted(now(), counts));
    }
  }

  @Override
  public long lastTry(NetworkAddress address) {
    Known known = tables.find(address);
    return known == null ? 0 : known.entry.lastTry();
  }

  @Override
  public void good(NetworkAddress address, long services) {
    long now = now();
    lastGood = now;
    if (tables.find(address) == null) {
      add(List.of(new AddressEntry(now, services, address)), address, 0);
    }
    Known known = tables.find(address);
    if (known == null) {
      return;
    }
    change(known, known.entry.good(now, services));
    if (!known.tried()) {
      int place = buckets.triedPlace(address);
      if (tests && tables.tried.get(place) != null) {
        collisions.add(known);
      } else {
        replace(known, place);
      }
    }
  }

  @Override
  public void services(NetworkAddress address, long services) {
    Known known = tables.find(address);
    if (known != null && known.entry.entry().services() != services) {
      long time = known.entry.entry().time();
      change(known, known.entry.with(new AddressEntry(time, services, address)));
    }
  }

  /** The time is raised at the end and not at the beginning: gossip must not tell our peers. */
  @Override
  public void connected(NetworkAddress address) {
    Known known = tables.find(address);
    if (known != null && now() - known.entry.entry().time() > CONNECTED_INTERVAL) {
      AddressEntry old = known.entry.entry();
      change(known, known.entry.with(new AddressEntry(now(), old.services(), address)));
    }
  }

  @Override
  public Optional<AddressEntry> selectTriedCollision() {
    return collisions
        .draw(loop.random(), tables)
        .map(known -> tables.tried.get(buckets.triedPlace(known.address())))
        .map(old -> old.entry.entry());
  }

  @Override
  public void resolveCollisions() {
    for (Known known : collisions.pending(tables)) {
      int place = buckets.triedPlace(known.address());
      Known old = tables.tried.get(place);
      switch (Collisions.judge(old == null ? null : old.entry, known.entry, now())) {
        case WAIT -> {}
        case KEEP_OLD -> collisions.remove(known);
        case TAKE_NEW -> {
          collisions.remove(known);
          replace(known, place);
        }
      }
    }
  }

  /** Who stood there returns to the new table, to the place his own source gives him. */
  private void replace(Known known, int place) {
    boolean taken = tables.tried.get(place) != null;
    Known out = taken ? tables.clearTried(place) : null;
    tables.putTried(known, place);
    BookLines.tried(known.address(), place / Buckets.SIZE, place % Buckets.SIZE);
    if (out != null) {
      tables.putFresh(out, ownPlace(out.entry));
    }
    changes++;
  }

  @Override
  public List<AddressEntry> sample(int max, int percent) {
    return draw.many(tables, max, percent);
  }

  @Override
  public int size() {
    return tables.size();
  }

  @Override
  public List<AddressRecord> snapshot() {
    List<AddressRecord> all = new ArrayList<>();
    tables.everybody().forEach(known -> all.add(known.entry));
    return List.copyOf(all);
  }

  @Override
  public List<AddressPlace> places() {
    return tables.places();
  }

  @Override
  public OptionalLong as(NetworkAddress address) {
    return buckets.as(address);
  }

  @Override
  public byte[] group(NetworkAddress address) {
    return buckets.groupOf(address);
  }

  @Override
  public boolean routable(NetworkAddress address) {
    return buckets.groups().routable(address);
  }

  @Override
  public Optional<AddressTables> tables() {
    return Optional.of(tables.fills(collisions.size()));
  }
}
