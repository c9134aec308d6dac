package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.addrbook.AddressPlace;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

class BucketAddressBookTest {
  private static final Set<NetworkClass> IPV4 = Set.of(NetworkClass.IPV4);

  private final VirtualLoop loop = new VirtualLoop(1);
  private final BucketAddressBook book = new BucketAddressBook(loop);
  private final NetworkAddress source = NetworkAddress.parse("8.8.8.8:8333");

  private long now() {
    return loop.wallTime().getEpochSecond();
  }

  private static NetworkAddress ipv4(int i) {
    byte[] ip = {(byte) (11 + (i >> 20)), (byte) (i >> 12), (byte) (i >> 4), (byte) (i & 15)};
    return NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
  }

  private static NetworkAddress far(int i) {
    byte[] ip = {(byte) (20 + i % 60), (byte) (i / 60), 1, 1};
    return NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
  }

  private AddressEntry entry(NetworkAddress address) {
    return new AddressEntry(now(), 9, address);
  }

  private Entry stored(NetworkAddress address) {
    return book.find(address).entry;
  }

  @Test
  void theFillTellsOfFullBucketsAndOfEachAddress() {
    for (int i = 0; i < 40_000; i++) {
      book.add(List.of(entry(ipv4(i * 73))), source, 0);
    }
    AddressTables tables = book.tables().orElseThrow();
    List<Integer> buckets = tables.fresh().buckets();
    assertEquals(1_024, buckets.size());
    assertTrue(buckets.stream().allMatch(taken -> taken <= 64));
    assertTrue(buckets.stream().filter(taken -> taken == 64).count() > 50, "of one source's 64");
    assertEquals(tables.fresh().taken(), buckets.stream().mapToInt(Integer::intValue).sum());
    assertEquals(Map.of(NetworkClass.IPV4, book.size()), tables.fresh().addresses());
    assertEquals(0, tables.tried().taken());
  }

  @Test
  void eachPlaceThatIsTakenIsToldOnceAndInOrder() {
    for (int i = 0; i < 3_000; i++) {
      book.add(List.of(entry(far(i))), ipv4(i % 7 << 12), 0);
    }
    for (int i = 0; i < 50; i++) {
      book.good(far(i), 9);
    }
    List<AddressPlace> places = book.places();
    AddressTables tables = book.tables().orElseThrow();
    assertEquals(tables.fresh().taken() + tables.tried().taken(), places.size());
    assertTrue(tables.tried().taken() > 40, "tried: " + tables.tried().taken());
    List<Integer> order = new ArrayList<>();
    for (AddressPlace place : places) {
      assertTrue(place.position() < 64, place::toString);
      order.add((place.tried() ? 1 << 20 : 0) + place.bucket() * 64 + place.position());
      assertEquals(stored(place.address().entry().address()), place.address());
    }
    assertEquals(order.stream().distinct().sorted().toList(), order);
  }

  @Test
  void onlyRoutableAddressesAreStored() {
    List<AddressEntry> entries = new ArrayList<>();
    for (String text :
        List.of(
            "127.0.0.1:8333",
            "10.0.0.1:8333",
            "192.168.1.1:8333",
            "[::1]:8333",
            "[fe80::1]:8333",
            "203.0.113.5:8333",
            "0.0.0.0:8333",
            "1.2.3.4:8333",
            "[2a01::5]:8333")) {
      entries.add(entry(NetworkAddress.parse(text)));
    }
    assertEquals(2, book.add(entries, source, 0));
    assertEquals(2, book.size());
  }

  @Test
  void thePenaltyAgesWhatOthersSayAndNotWhatAPeerSaysOfItself() {
    book.add(List.of(entry(ipv4(1))), source, 7_200);
    assertEquals(now() - 7_200, stored(ipv4(1)).entry().time());
    book.add(List.of(entry(ipv4(2))), ipv4(2).withPort(50_000), 7_200);
    assertEquals(now(), stored(ipv4(2)).entry().time());
  }

  @Test
  void aKnownAddressIsRaisedByStepsOfAnHourOrADay() {
    AddressEntry fresh = entry(ipv4(1));
    book.add(List.of(new AddressEntry(now() - 3_600, 1, ipv4(1))), source, 0);
    assertEquals(0, book.add(List.of(fresh), source, 0));
    assertEquals(now() - 3_600, stored(ipv4(1)).entry().time());
    assertEquals(9, stored(ipv4(1)).entry().services());
    loop.advance(Duration.ofSeconds(1));
    book.add(List.of(entry(ipv4(1))), source, 0);
    assertEquals(now(), stored(ipv4(1)).entry().time());

    long old = now() - 10 * 86_400;
    book.add(List.of(new AddressEntry(old, 1, ipv4(2))), source, 0);
    book.add(List.of(new AddressEntry(old + 86_400, 1, ipv4(2))), source, 0);
    assertEquals(old, stored(ipv4(2)).entry().time());
    book.add(List.of(new AddressEntry(old + 86_401, 1, ipv4(2))), source, 0);
    assertEquals(old + 86_401, stored(ipv4(2)).entry().time());
  }

  @Test
  void terribleAsInBitcoinCore() {
    long now = 1_000_000_000;
    long day = 86_400;
    NetworkAddress address = ipv4(1);
    AddressEntry young = new AddressEntry(now, 9, address);
    assertFalse(new Entry(young, source, 0, 0, 0, 0).terrible(now));
    assertFalse(new Entry(young, source, 0, 0, 0, 2).terrible(now));
    assertTrue(new Entry(young, source, 0, 0, 0, 3).terrible(now));
    assertFalse(new Entry(young, source, now - 60, 0, 0, 3).terrible(now));
    assertTrue(new Entry(young, source, now - 61, 0, 0, 3).terrible(now));
    assertFalse(new Entry(young, source, 0, 0, now - 7 * day, 10).terrible(now));
    assertTrue(new Entry(young, source, 0, 0, now - 7 * day - 1, 10).terrible(now));
    assertFalse(new Entry(young, source, 0, 0, now - 7 * day - 1, 9).terrible(now));
    AddressEntry future = new AddressEntry(now + 601, 9, address);
    assertTrue(Entry.heard(future, source).terrible(now));
    AddressEntry old = new AddressEntry(now - 30 * day, 9, address);
    assertFalse(Entry.heard(old, source).terrible(now));
    assertTrue(Entry.heard(old, source).terrible(now + 1));
  }

  @Test
  void chanceFallsWithFailuresAndAfterAnAttempt() {
    AddressEntry young = new AddressEntry(0, 9, ipv4(1));
    assertEquals(1, new Entry(young, source, 0, 0, 0, 0).chance(1_000));
    assertEquals(0.01, new Entry(young, source, 401, 0, 0, 0).chance(1_000));
    assertEquals(1, new Entry(young, source, 400, 0, 0, 0).chance(1_000));
    assertEquals(0.66, new Entry(young, source, 0, 0, 0, 1).chance(1_000));
    assertEquals(Math.pow(0.66, 8), new Entry(young, source, 0, 0, 0, 30).chance(1_000));
  }

  @Test
  void failuresCountOnceBetweenSuccessesWithAnybody() {
    book.add(List.of(entry(ipv4(1)), entry(ipv4(2))), source, 0);
    for (int i = 0; i < 5; i++) {
      loop.advance(Duration.ofMinutes(1));
      book.attempted(ipv4(1));
    }
    assertEquals(1, stored(ipv4(1)).attempts());
    assertEquals(now(), stored(ipv4(1)).lastTry());
    loop.advance(Duration.ofMinutes(1));
    book.good(ipv4(2), 9);
    loop.advance(Duration.ofMinutes(1));
    book.attempted(ipv4(1));
    assertEquals(2, stored(ipv4(1)).attempts());
    book.good(ipv4(1), 0x409);
    assertEquals(0, stored(ipv4(1)).attempts());
    assertEquals(now(), stored(ipv4(1)).lastSuccess());
    assertEquals(0x409, stored(ipv4(1)).entry().services());
  }

  @Test
  void theEndOfAConnectionRaisesTheTime() {
    book.add(List.of(entry(ipv4(1))), source, 1_200);
    long told = now() - 1_200;
    book.connected(ipv4(1));
    assertEquals(told, stored(ipv4(1)).entry().time());
    loop.advance(Duration.ofSeconds(1));
    book.connected(ipv4(1));
    assertEquals(now(), stored(ipv4(1)).entry().time());
  }

  @Test
  void whatWorksIsKeptEvenIfNobodyToldOfIt() {
    book.good(ipv4(7), 9);
    book.good(NetworkAddress.parse("127.0.0.1:8333"), 9);
    assertEquals(1, book.size());
    assertTrue(book.find(ipv4(7)).tried());
  }

  @Test
  void onlyReachableNetworksAreSelected() {
    byte[] key = new byte[32];
    NetworkAddress onion = NetworkAddress.of(NetworkAddress.TOR_V3, key, 8333);
    book.add(List.of(entry(onion)), source, 0);
    assertEquals(Optional.empty(), book.select(IPV4));
    assertEquals(Optional.empty(), book.select(Set.of()));
    book.add(List.of(entry(ipv4(1))), source, 0);
    for (int i = 0; i < 100; i++) {
      assertEquals(ipv4(1), book.select(IPV4).orElseThrow().address());
    }
    assertEquals(onion, book.select(Set.of(NetworkClass.ONION)).orElseThrow().address());
  }

  @Test
  void whatWasJustTriedIsSeldomChosenAndStillChosenWhenAlone() {
    book.add(List.of(entry(far(1)), entry(far(2))), source, 0);
    book.attempted(far(1));
    int again = 0;
    for (int i = 0; i < 1_000; i++) {
      again += book.select(IPV4).orElseThrow().address().equals(far(1)) ? 1 : 0;
    }
    assertTrue(again < 100, again + " of 1000");
    book.attempted(far(2));
    assertTrue(book.select(IPV4).isPresent());
  }

  @Test
  void halfOfTheChoicesAreAmongWhatWorked() {
    for (int i = 0; i < 1_000; i++) {
      book.add(List.of(entry(far(i))), far(i), 0);
    }
    book.good(far(5), 9);
    loop.advance(Duration.ofMinutes(10));
    int tried = 0;
    for (int i = 0; i < 1_000; i++) {
      tried += book.select(IPV4).orElseThrow().address().equals(far(5)) ? 1 : 0;
      assertFalse(book.selectNew(IPV4).orElseThrow().address().equals(far(5)));
    }
    assertTrue(tried > 400 && tried < 600, tried + " of 1000");
  }

  @Test
  void aSampleIsDistinctBoundedAndWithoutTheTerrible() {
    int fresh = 0;
    for (int i = 0; i < 1_000; i++) {
      long age = i % 10 == 0 ? 31L * 86_400 : 0;
      int stored = book.add(List.of(new AddressEntry(now() - age, 9, far(i))), far(i), 0);
      fresh += age == 0 ? stored : 0;
    }
    List<AddressEntry> sample = book.sample(1_000, 23);
    assertEquals(book.size() * 23 / 100, sample.size());
    assertEquals(sample.size(), new HashSet<>(sample).size());
    assertTrue(sample.stream().noneMatch(entry -> entry.time() < now()));
    assertEquals(50, book.sample(50, 23).size());
    assertTrue(book.sample(1_000, 100).size() <= fresh);
    assertTrue(book.sample(1_000, 100).size() > 800);
  }

  @Test
  void otherGroupsGiveOtherPlacesAndLoseNobodyWhoHasRoom() {
    for (int i = 0; i < 200; i++) {
      book.add(List.of(entry(far(i))), far(i), 0);
    }
    book.good(far(3), 9);
    int before = book.size();
    List<Kept> all = book.arrange(new Buckets(new byte[32], Groups.BY_PREFIX));
    assertEquals(0, book.size());
    all.forEach(book::restore);
    assertTrue(book.size() > before - 5, book.size() + " of " + before);
    assertTrue(book.find(far(3)).tried());
  }
}
