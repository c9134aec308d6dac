package org.patchbay.addrbook;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/**
 * The rules of protocol-facts §12 written straight down over plain maps: slow, and easy to check.
 */
final class NaiveAddressBook {
  static final class Item {
    NetworkAddress address;
    NetworkAddress source;
    long services;
    long time;
    long lastTry;
    long lastCounted;
    long lastSuccess;
    int attempts;
    boolean tried;
  }

  record Slot(int bucket, int position) {}

  final Map<NetworkAddress, Item> items = new HashMap<>();
  final Map<Slot, Item> fresh = new HashMap<>();
  final Map<Slot, Item> tried = new HashMap<>();
  final List<Item> collisions = new ArrayList<>();
  private final byte[] key;
  private long lastGood = 1;

  NaiveAddressBook(byte[] key) {
    this.key = key;
  }

  // Buckets, by a SHA-256 of the JDK over bytes laid out by hand and a division of big integers.

  static int hash(int modulus, byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha.update(part);
      }
      byte[] twice = sha.digest(sha.digest());
      byte[] first = new byte[8];
      for (int i = 0; i < 8; i++) {
        first[i] = twice[7 - i];
      }
      return new BigInteger(1, first).mod(BigInteger.valueOf(modulus)).intValue();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] vector(byte[] bytes) {
    return ByteBuffer.allocate(1 + bytes.length).put((byte) bytes.length).put(bytes).array();
  }

  private static byte[] u64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static byte[] i32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private Slot slot(char table, int bucket, NetworkAddress address) {
    byte[] service = vector(address.serviceKey());
    return new Slot(bucket, hash(64, key, new byte[] {(byte) table}, i32(bucket), service));
  }

  Slot freshSlot(NetworkAddress address, NetworkAddress source) {
    byte[] group = vector(NetGroup.of(address));
    byte[] sourceGroup = vector(NetGroup.of(source));
    int choice = hash(64, key, group, sourceGroup);
    return slot('N', hash(1_024, key, sourceGroup, u64(choice)), address);
  }

  Slot triedSlot(NetworkAddress address) {
    int choice = hash(8, key, vector(address.serviceKey()));
    return slot('K', hash(256, key, vector(NetGroup.of(address)), u64(choice)), address);
  }

  // The rules.

  int references(Item item) {
    return (int) fresh.values().stream().filter(each -> each == item).count();
  }

  static boolean terrible(Item item, long now) {
    if (now - item.lastTry <= 60) {
      return false;
    }
    return item.time > now + 600
        || now - item.time > 30 * 86_400
        || item.lastSuccess == 0 && item.attempts >= 3
        || now - item.lastSuccess > 7 * 86_400 && item.attempts >= 10;
  }

  private void clear(Slot slot) {
    Item out = fresh.remove(slot);
    if (out != null && references(out) == 0) {
      items.remove(out.address);
    }
  }

  void add(
      NetworkAddress address,
      long given,
      long services,
      NetworkAddress source,
      long penalty,
      long now,
      RandomGenerator random) {
    if (!address.isRoutable()) {
      return;
    }
    if (address.withPort(0).equals(source.withPort(0))) {
      penalty = 0;
    }
    Item item = items.get(address);
    if (item != null) {
      long interval = given > now - 86_400 ? 3_600 : 86_400;
      if (item.time < given - penalty - interval) {
        item.time = Math.max(0, given - penalty);
      }
      item.services |= services;
      int r = references(item);
      if (given <= item.time || item.tried || r == 8) {
        return;
      }
      if (r > 0 && random.nextInt(1 << r) != 0) {
        return;
      }
    }
    Slot slot = freshSlot(address, source);
    Item there = fresh.get(slot);
    int r = item == null ? 0 : references(item);
    if (there != null && there == item) {
      return;
    }
    if (there != null && !terrible(there, now) && !(references(there) > 1 && r == 0)) {
      return;
    }
    clear(slot);
    if (item == null) {
      item = new Item();
      item.address = address;
      item.source = source;
      item.time = Math.max(0, given - penalty);
      item.services = services;
      items.put(address, item);
    }
    fresh.put(slot, item);
  }

  void good(NetworkAddress address, long services, long now, RandomGenerator random) {
    lastGood = now;
    if (!items.containsKey(address)) {
      add(address, now, services, address, 0, now, random);
    }
    Item item = items.get(address);
    if (item == null) {
      return;
    }
    item.services = services;
    item.lastSuccess = now;
    item.lastTry = now;
    item.attempts = 0;
    if (item.tried) {
      return;
    }
    if (tried.containsKey(triedSlot(address))) {
      collisions.removeIf(each -> each.tried || items.get(each.address) != each);
      if (collisions.size() < 10 && !collisions.contains(item)) {
        collisions.add(item);
      }
    } else {
      move(item);
    }
  }

  private void move(Item item) {
    fresh.values().removeIf(each -> each == item);
    item.tried = true;
    Item old = tried.put(triedSlot(item.address), item);
    if (old != null) {
      old.tried = false;
      Slot back = freshSlot(old.address, old.source);
      clear(back);
      fresh.put(back, old);
    }
  }

  void attempted(NetworkAddress address, boolean count, long now) {
    Item item = items.get(address);
    if (item != null) {
      item.lastTry = now;
      if (count && item.lastCounted < lastGood) {
        item.lastCounted = now;
        item.attempts++;
      }
    }
  }

  void connected(NetworkAddress address, long now) {
    Item item = items.get(address);
    if (item != null && now - item.time > 1_200) {
      item.time = now;
    }
  }

  void services(NetworkAddress address, long services) {
    Item item = items.get(address);
    if (item != null) {
      item.services = services;
    }
  }

  void resolve(long now) {
    for (Item item : List.copyOf(collisions)) {
      Item old = tried.get(triedSlot(item.address));
      if (items.get(item.address) != item || item.tried) {
        collisions.remove(item);
      } else if (old == null) {
        collisions.remove(item);
        move(item);
      } else if (now - old.lastSuccess < 4 * 3_600) {
        collisions.remove(item);
      } else if (now - old.lastTry < 4 * 3_600) {
        if (now - old.lastTry > 60) {
          collisions.remove(item);
          move(item);
        }
      } else if (now - item.lastSuccess > 40 * 60) {
        collisions.remove(item);
        move(item);
      }
    }
  }

  NetworkAddress tested(RandomGenerator random) {
    collisions.removeIf(each -> each.tried || items.get(each.address) != each);
    if (collisions.isEmpty()) {
      return null;
    }
    Item item = collisions.get(random.nextInt(collisions.size()));
    Item old = tried.get(triedSlot(item.address));
    return old == null ? null : old.address;
  }

  NetworkAddress select(
      boolean newOnly, Set<NetworkClass> networks, long now, RandomGenerator random) {
    TreeMap<Integer, TreeSet<Integer>> heard = among(fresh, networks);
    TreeMap<Integer, TreeSet<Integer>> worked = newOnly ? new TreeMap<>() : among(tried, networks);
    if (heard.isEmpty() && worked.isEmpty()) {
      return null;
    }
    long bits = random.nextLong();
    boolean second = !worked.isEmpty() && (heard.isEmpty() || bits < 0);
    TreeMap<Integer, TreeSet<Integer>> buckets = second ? worked : heard;
    double factor = 1;
    while (true) {
      int number = (int) ((bits >>> 36) % (1 << 27) * buckets.size() / (1 << 27));
      int bucket = List.copyOf(buckets.keySet()).get(number);
      int start = (int) (bits >>> 30) & 63;
      TreeSet<Integer> taken = buckets.get(bucket);
      Integer position = taken.ceiling(start);
      Slot slot = new Slot(bucket, position == null ? taken.first() : position);
      Item item = (second ? tried : fresh).get(slot);
      double chance = now - item.lastTry < 600 ? 0.01 : 1;
      chance *= Math.pow(0.66, Math.min(item.attempts, 8));
      if ((bits & 0x3FFF_FFFF) < chance * factor * 0x4000_0000) {
        return item.address;
      }
      factor *= 1.2;
      bits = random.nextLong();
    }
  }

  private static TreeMap<Integer, TreeSet<Integer>> among(
      Map<Slot, Item> table, Set<NetworkClass> networks) {
    TreeMap<Integer, TreeSet<Integer>> buckets = new TreeMap<>();
    table.forEach(
        (slot, item) -> {
          if (networks.contains(item.address.network())) {
            buckets.computeIfAbsent(slot.bucket, b -> new TreeSet<>()).add(slot.position);
          }
        });
    return buckets;
  }
}
