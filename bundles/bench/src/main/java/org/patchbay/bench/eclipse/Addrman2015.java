package org.patchbay.bench.eclipse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.addrbook.AddressRecord;
import org.patchbay.api.loop.Loop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * Bitcoin Core's address manager as Heilman et al. attacked it in 2015 (version 0.9.3), for
 * comparison alone. Confined to one thread.
 *
 * <p>Tried: 64 buckets of 64, four to a group. New: 256 buckets of 64, 32 to a source group, each
 * address in up to four. A full bucket gives up the oldest of four that are drawn, whether it works
 * or not; what was seen lately is chosen before what was seen long ago; the more outbound peers
 * there are, the likelier is the new table.
 */
final class Addrman2015 implements AddressBook {
  static final int SIZE = 64;
  static final int TRIED = 64;
  private static final int NEW = 256;
  private static final int PER_GROUP = 4;
  private static final int PER_SOURCE = 32;
  private static final int MOST_REFERENCES = 4;
  private static final int OUTBOUND = 8;
  private static final long DAY = 86_400;

  private final Loop loop;
  private final RandomGenerator random;
  private final long k0;
  private final long k1;
  private final List<List<Known>> fresh = buckets(NEW);
  private final List<List<Known>> tried = buckets(TRIED);
  private final Map<NetworkAddress, Known> index = new HashMap<>();
  private int triedCount;
  private int outbound;

  private static final class Known {
    final NetworkAddress address;
    final NetworkAddress source;
    long services;
    long time;
    long lastTry;
    long lastSuccess;
    int attempts;
    boolean tried;
    final List<List<Known>> standing = new ArrayList<>(MOST_REFERENCES);

    Known(NetworkAddress address, NetworkAddress source) {
      this.address = address;
      this.source = source;
    }

    boolean terrible(long now) {
      return now - lastTry > 60
          && (time > now + 600
              || now - time > 30 * DAY
              || lastSuccess == 0 && attempts >= 3
              || now - lastSuccess > 7 * DAY && attempts >= 10);
    }

    double chance(long now) {
      double recent = now - lastTry < 600 ? 0.01 : 1;
      return recent * 600 / (600 + Math.max(0, now - time)) / Math.pow(1.5, attempts);
    }
  }

  Addrman2015(Loop loop) {
    this.loop = loop;
    this.random = loop.random();
    this.k0 = random.nextLong();
    this.k1 = random.nextLong();
  }

  private static List<List<Known>> buckets(int count) {
    List<List<Known>> buckets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      buckets.add(new ArrayList<>(SIZE));
    }
    return buckets;
  }

  /** How many outbound peers there are, on which a choice depends. */
  void outbound(int count) {
    outbound = count;
  }

  /** Its file does not tell when an address was tried last. */
  void restart() {
    index.values().forEach(known -> known.lastTry = 0);
  }

  /** The tried addresses, which may not be changed. */
  List<List<NetworkAddress>> tried() {
    return tried.stream().map(each -> each.stream().map(known -> known.address).toList()).toList();
  }

  private long now() {
    return loop.wallTime().getEpochSecond();
  }

  private int hash(int modulus, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return (int) Long.remainderUnsigned(NetGroup.keyed(k0, k1, all), modulus);
  }

  private List<Known> triedBucket(Known known) {
    byte choice = (byte) hash(PER_GROUP, new byte[] {'t'}, known.address.serviceKey());
    return tried.get(hash(TRIED, new byte[] {'T', choice}, NetGroup.of(known.address)));
  }

  private List<Known> freshBucket(NetworkAddress address, NetworkAddress source) {
    byte[] group = NetGroup.of(source);
    byte choice = (byte) hash(PER_SOURCE, new byte[] {'n'}, NetGroup.of(address), group);
    return fresh.get(hash(NEW, new byte[] {'N', choice}, group));
  }

  @Override
  public int add(Collection<AddressEntry> entries, NetworkAddress source, long penalty) {
    int added = 0;
    for (AddressEntry entry : entries) {
      added += addOne(entry, source, penalty) ? 1 : 0;
    }
    return added;
  }

  private boolean addOne(AddressEntry entry, NetworkAddress source, long penalty) {
    Known known = index.get(entry.address());
    boolean unknown = known == null;
    if (unknown) {
      known = new Known(entry.address(), source);
      known.services = entry.services();
      known.time = Math.max(0, entry.time() - penalty);
      index.put(known.address, known);
    } else {
      long interval = now() - entry.time() < DAY ? 3_600 : DAY;
      if (known.time < entry.time() - interval - penalty) {
        known.time = entry.time() - penalty;
      }
      if (known.tried
          || known.standing.size() >= MOST_REFERENCES
          || random.nextInt(1 << known.standing.size()) != 0) {
        return false;
      }
    }
    List<Known> bucket = freshBucket(known.address, source);
    if (!bucket.contains(known)) {
      shrink(bucket);
      bucket.add(known);
      known.standing.add(bucket);
    }
    return unknown;
  }

  /** A terrible one goes, else the oldest of four. */
  private void shrink(List<Known> bucket) {
    if (bucket.size() < SIZE) {
      return;
    }
    long now = now();
    Known out =
        bucket.stream()
            .filter(each -> each.terrible(now))
            .findFirst()
            .orElseGet(() -> oldestOfFour(bucket));
    bucket.remove(out);
    out.standing.removeIf(each -> each == bucket);
    if (out.standing.isEmpty()) {
      index.remove(out.address);
    }
  }

  private Known oldestOfFour(List<Known> bucket) {
    Known oldest = null;
    for (int i = 0; i < 4; i++) {
      Known drawn = bucket.get(random.nextInt(bucket.size()));
      oldest = oldest == null || drawn.time < oldest.time ? drawn : oldest;
    }
    return oldest;
  }

  @Override
  public void good(NetworkAddress address, long services) {
    Known known = index.get(address);
    if (known == null) {
      return;
    }
    known.services = services;
    known.time = now();
    known.lastTry = known.time;
    known.lastSuccess = known.time;
    known.attempts = 0;
    if (!known.tried) {
      known.standing.forEach(bucket -> bucket.remove(known));
      known.standing.clear();
      known.tried = true;
      List<Known> bucket = triedBucket(known);
      if (bucket.size() == SIZE) {
        displace(bucket);
      }
      bucket.add(known);
      triedCount++;
    }
  }

  /** Back to the new table goes the oldest of four. */
  private void displace(List<Known> bucket) {
    Known out = oldestOfFour(bucket);
    bucket.remove(out);
    triedCount--;
    out.tried = false;
    List<Known> back = freshBucket(out.address, out.source);
    shrink(back);
    back.add(out);
    out.standing.add(back);
  }

  @Override
  public Optional<AddressEntry> select(Set<NetworkClass> reachable) {
    int freshCount = index.size() - triedCount;
    if (index.isEmpty()) {
      return Optional.empty();
    }
    int bias = 10 + 10 * Math.min(outbound, OUTBOUND);
    double worked = Math.sqrt(triedCount) * (100 - bias);
    double heard = Math.sqrt(freshCount) * bias;
    List<List<Known>> table = random.nextDouble() * (worked + heard) < worked ? tried : fresh;
    for (double factor = 1; ; factor *= 1.2) {
      List<Known> bucket = table.get(random.nextInt(table.size()));
      while (bucket.isEmpty()) {
        bucket = table.get(random.nextInt(table.size()));
      }
      Known drawn = bucket.get(random.nextInt(bucket.size()));
      if (random.nextDouble() < factor * drawn.chance(now())) {
        return Optional.of(new AddressEntry(drawn.time, drawn.services, drawn.address));
      }
    }
  }

  @Override
  public long lastTry(NetworkAddress address) {
    Known known = index.get(address);
    return known == null ? 0 : known.lastTry;
  }

  @Override
  public void attempted(NetworkAddress address) {
    Known known = index.get(address);
    if (known != null) {
      known.lastTry = now();
      known.attempts++;
    }
  }

  @Override
  public void connected(NetworkAddress address) {
    Known known = index.get(address);
    if (known != null && now() - known.time > 20 * 60) {
      known.time = now();
    }
  }

  @Override
  public List<AddressEntry> sample(int max, int percent) {
    throw new UnsupportedOperationException("nobody asks the victim");
  }

  @Override
  public int size() {
    return index.size();
  }

  @Override
  public List<AddressRecord> snapshot() {
    throw new UnsupportedOperationException("nobody looks at the victim");
  }
}
