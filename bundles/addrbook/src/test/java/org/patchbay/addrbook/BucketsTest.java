package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;

class BucketsTest {
  private static List<NetworkAddress> addresses(int count) {
    SplittableRandom random = new SplittableRandom(5);
    int[][] kinds = {{NetworkAddress.IPV4, 4}, {NetworkAddress.IPV6, 16}, {NetworkAddress.I2P, 32}};
    List<NetworkAddress> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] kind = kinds[i % 3];
      byte[] bytes = new byte[kind[1]];
      random.nextBytes(bytes);
      all.add(NetworkAddress.of(kind[0], bytes, random.nextInt(65_536)));
    }
    return all;
  }

  @Test
  void placesAreThoseOfTheFormulasWrittenStraight() {
    byte[] key = new byte[32];
    new SplittableRandom(6).nextBytes(key);
    Buckets buckets = new Buckets(key, Groups.BY_PREFIX);
    NaiveAddressBook straight = new NaiveAddressBook(key);
    List<NetworkAddress> all = addresses(600);
    for (int i = 1; i < all.size(); i++) {
      NetworkAddress source = all.get(i - 1);
      NaiveAddressBook.Slot fresh = straight.freshSlot(all.get(i), source);
      int place = buckets.freshPlace(all.get(i), NetGroup.of(source));
      assertEquals(fresh.bucket() * 64 + fresh.position(), place);
      assertEquals(place, buckets.freshPlaceIn(place / 64, all.get(i)));
      NaiveAddressBook.Slot tried = straight.triedSlot(all.get(i));
      assertEquals(tried.bucket() * 64 + tried.position(), buckets.triedPlace(all.get(i)));
    }
  }

  @Test
  void oneSourceGroupReachesAtMost64BucketsAndOneGroupAtMost8() {
    Buckets buckets = new Buckets(new byte[32], Groups.BY_PREFIX);
    byte[] source = NetGroup.of(NetworkAddress.parse("8.8.8.8:8333"));
    Set<Integer> reached = new HashSet<>();
    for (NetworkAddress address : addresses(6_000)) {
      reached.add(buckets.freshPlace(address, source) / 64);
    }
    assertEquals(true, reached.size() > 50 && reached.size() <= 64, reached.toString());
    Set<Integer> tried = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      byte[] ip = {50, 1, (byte) i, (byte) (i >> 8)};
      tried.add(buckets.triedPlace(NetworkAddress.of(NetworkAddress.IPV4, ip, 8333)) / 64);
    }
    assertEquals(8, tried.size());
  }
}
