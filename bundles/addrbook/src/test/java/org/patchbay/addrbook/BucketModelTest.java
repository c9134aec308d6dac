package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

/** Random calls on the book and on {@link NaiveAddressBook}, with the same chance. */
class BucketModelTest {
  private static final Instant BEGINNING = Instant.ofEpochSecond(1_700_000_000);

  /** Few groups, so that buckets are shared and places contended. */
  private static NetworkAddress address(SplittableRandom random) {
    if (random.nextInt(10) == 0) {
      byte[] key = new byte[32];
      key[0] = (byte) random.nextInt(256);
      key[1] = (byte) random.nextInt(4);
      return NetworkAddress.of(NetworkAddress.TOR_V3, key, 8333);
    }
    byte[] ip = {
      50, (byte) random.nextInt(3), (byte) random.nextInt(40), (byte) random.nextInt(50)
    };
    return NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
  }

  private static NetworkAddress source(SplittableRandom random) {
    byte[] ip = {60, (byte) random.nextInt(3), 1, 1};
    return NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theBookAgreesWithTheRulesWrittenStraight(long seed) {
    VirtualLoop loop = new VirtualLoop(seed, BEGINNING);
    VirtualLoop other = new VirtualLoop(seed, BEGINNING);
    BucketAddressBook book = new BucketAddressBook(loop);
    byte[] key = new byte[32];
    other.random().nextBytes(key);
    NaiveAddressBook model = new NaiveAddressBook(key);
    SplittableRandom random = new SplittableRandom(seed);
    boolean many = seed % 2 == 0;
    int tested = 0;
    for (int step = 0; step < 16_000; step++) {
      long now = loop.wallTime().getEpochSecond();
      NetworkAddress address = address(random);
      switch (random.nextInt(many ? 16 : 12)) {
        case 6 -> {
          book.attempted(address);
          model.attempted(address, true, now);
        }
        case 7 -> {
          boolean known = book.find(address) != null;
          if (known || random.nextInt(20) == 0) {
            book.good(address, step);
            model.good(address, step, now, other.random());
          }
        }
        case 8 -> {
          book.connected(address);
          model.connected(address, now);
          book.attempted(address, false);
          model.attempted(address, false, now);
          book.services(address, step);
          model.services(address, step);
        }
        case 9 -> {
          book.resolveCollisions();
          model.resolve(now);
        }
        case 10 -> {
          NetworkAddress old = book.selectTriedCollision().map(AddressEntry::address).orElse(null);
          assertEquals(model.tested(other.random()), old);
          tested += old == null ? 0 : 1;
        }
        case 11 -> {
          Set<NetworkClass> networks =
              random.nextInt(3) == 0
                  ? Set.of(NetworkClass.ONION)
                  : Set.of(NetworkClass.IPV4, NetworkClass.ONION);
          boolean newOnly = random.nextBoolean();
          NetworkAddress chosen =
              (newOnly ? book.selectNew(networks) : book.select(networks))
                  .map(AddressEntry::address)
                  .orElse(null);
          assertEquals(model.select(newOnly, networks, now, other.random()), chosen);
        }
        default -> {
          long time = now - random.nextLong(-1_000, random.nextInt(4) == 0 ? 40 * 86_400 : 90_000);
          NetworkAddress source = random.nextInt(10) == 0 ? address : source(random);
          long penalty = random.nextInt(2) * 7_200L;
          long bits = 1L << random.nextInt(12);
          book.add(List.of(new AddressEntry(time, bits, address)), source, penalty);
          model.add(address, time, bits, source, penalty, now, other.random());
        }
      }
      if (step % 1_000 == 999) {
        compare(model, book);
      }
      long pause = random.nextLong(random.nextInt(50) == 0 ? 8 * 3_600 : 40);
      loop.advance(Duration.ofSeconds(pause));
    }
    compare(model, book);
    assertTrue(tested > 0, "nothing collided");
    assertTrue(model.tried.size() > 100, model.tried.size() + " tried");
  }

  private static void compare(NaiveAddressBook model, BucketAddressBook book) {
    Set<NetworkAddress> known = new HashSet<>();
    for (Known each : book.copy()) {
      Entry entry = each.entry;
      known.add(entry.address());
      NaiveAddressBook.Item item = model.items.get(entry.address());
      assertTrue(item != null, () -> entry + " is not in the model");
      assertEquals(item.tried, each.tried());
      assertEquals(model.references(item), each.references());
      assertEquals(item.source, entry.source());
      assertEquals(item.time, entry.entry().time());
      assertEquals(item.services, entry.entry().services());
      assertEquals(item.lastTry, entry.lastTry());
      assertEquals(item.lastCounted, entry.lastCounted());
      assertEquals(item.lastSuccess, entry.lastSuccess());
      assertEquals(item.attempts, entry.attempts());
      for (int place : each.standing.places()) {
        NaiveAddressBook.Slot slot = new NaiveAddressBook.Slot(place / 64, place % 64);
        assertEquals(item, (item.tried ? model.tried : model.fresh).get(slot));
      }
    }
    assertEquals(model.items.keySet(), known);
    assertEquals(known.size(), book.size());
    assertEquals(model.fresh.size(), book.tables().orElseThrow().fresh().taken());
    assertEquals(model.tried.size(), book.tables().orElseThrow().tried().taken());
  }
}
