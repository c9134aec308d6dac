package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;

/** What 100,000 addresses from 1,000 source groups do to the real ones of shared data. */
class FloodTest {
  private static final int ATTACKERS = 1_000;
  private static final int SENT = 100_000;

  private final VirtualLoop loop = new VirtualLoop(3, Instant.ofEpochSecond(1_780_000_000));
  private final BucketAddressBook book = new BucketAddressBook(loop);
  private final SplittableRandom random = new SplittableRandom(4);

  private long now() {
    return loop.wallTime().getEpochSecond();
  }

  private AddressEntry entry(NetworkAddress address, long age) {
    return new AddressEntry(now() - age, 9, address);
  }

  /** Honest addresses tell of each other; half of them worked. */
  private List<NetworkAddress> honest() throws IOException {
    List<NetworkAddress> honest = Shared.peers("nodes_main.txt");
    for (int i = 0; i < honest.size(); i++) {
      for (int teller = 0; teller < 3; teller++) {
        NetworkAddress source = honest.get((i + 7 * teller) % honest.size());
        book.add(List.of(entry(honest.get(i), random.nextLong(86_400))), source, 7_200);
      }
    }
    for (int i = 0; i < honest.size(); i += 2) {
      book.good(honest.get(i), 9);
    }
    return honest;
  }

  private NetworkAddress attacker(int group) {
    return NetworkAddress.of(
        NetworkAddress.IPV4, new byte[] {(byte) (40 + group / 250), (byte) (group % 250), 1, 1}, 9);
  }

  @Test
  void nothingHonestGivesWayToWhatNeverWorked() throws IOException {
    List<NetworkAddress> honest = honest();
    loop.advance(Duration.ofHours(5));
    List<NetworkAddress> single = new ArrayList<>();
    List<NetworkAddress> worked = new ArrayList<>();
    for (NetworkAddress address : honest) {
      Known known = book.find(address);
      if (known != null && known.tried()) {
        worked.add(address);
      } else if (known != null && known.references() == 1 && !known.entry.terrible(now())) {
        single.add(address);
      }
    }
    assertTrue(single.size() > 100, single.size() + " of one reference");
    assertTrue(worked.size() > 500, worked.size() + " that worked");
    Map<Integer, Set<Integer>> reached = new HashMap<>();
    Set<NetworkAddress> sent = new HashSet<>();
    for (int i = 0; i < SENT; i++) {
      byte[] ip = new byte[4];
      random.nextBytes(ip);
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
      int group = random.nextInt(ATTACKERS);
      boolean added = book.add(List.of(entry(address, 0)), attacker(group), 7_200) > 0;
      if (added && sent.add(address)) {
        int bucket = book.find(address).standing.places()[0] / Buckets.SIZE;
        reached.computeIfAbsent(group, g -> new HashSet<>()).add(bucket);
      }
      book.attempted(address);
    }
    for (NetworkAddress address : single) {
      assertEquals(1, book.find(address).references(), address::toString);
    }
    for (NetworkAddress address : worked) {
      assertTrue(book.find(address).tried(), address::toString);
    }
    reached.forEach((group, buckets) -> assertTrue(buckets.size() <= 64, buckets.size() + ""));
    assertTrue(reached.size() > 900, reached.size() + " groups stored something");
  }

  @Test
  void oneGroupThatSendsAllOfThemReaches64Buckets() throws IOException {
    honest();
    Set<Integer> reached = new HashSet<>();
    for (int i = 0; i < SENT; i++) {
      byte[] ip = new byte[4];
      random.nextBytes(ip);
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
      if (book.add(List.of(entry(address, 0)), attacker(1), 0) > 0) {
        reached.add(book.find(address).standing.places()[0] / Buckets.SIZE);
      }
    }
    assertTrue(reached.size() <= 64 && reached.size() > 50, reached.size() + " buckets");
  }

  /** One feeler each two minutes meets most of ten within 40 minutes, and not all of them. */
  @Test
  void testsKeepPlacesAgainstAddressesThatAllWork() throws IOException {
    long tested = new FloodTest().lostToWorkingAddresses(true);
    long untested = new FloodTest().lostToWorkingAddresses(false);
    assertTrue(tested * 2 < untested, tested + " lost with feelers, " + untested + " without");
  }

  private long lostToWorkingAddresses(boolean feelers) throws IOException {
    List<NetworkAddress> honest = honest();
    Set<NetworkAddress> worked = new HashSet<>();
    honest.stream().filter(each -> tried(each)).forEach(worked::add);
    loop.advance(Duration.ofHours(5));
    for (int i = 0; i < 20_000; i++) {
      byte[] ip = {(byte) (40 + i % 4), (byte) (i / 4), (byte) (i >> 4), 1};
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
      book.good(address, 9);
      if (i % 100 == 0) {
        if (feelers) {
          book.selectTriedCollision().ifPresent(old -> feel(old.address(), worked));
        }
        book.resolveCollisions();
        loop.advance(Duration.ofMinutes(2));
      }
    }
    return worked.stream().filter(address -> !tried(address)).count();
  }

  /** What a simulation leaves out: the last to work takes a place at once. */
  @Test
  void aTrialWithoutTestsReplacesWhoeverStandsThere() {
    BucketAddressBook open = BucketAddressBook.trial(loop, false, NetworkAddress::bytes);
    int worked = 0;
    for (int i = 0; i < 6_000; i++) {
      byte[] ip = {50, (byte) (i >> 8), (byte) i, 1};
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 8333);
      open.good(address, 9);
      if (open.find(address) != null) {
        assertTrue(open.find(address).tried(), address::toString);
        worked++;
      }
    }
    int lost = worked - open.tables().orElseThrow().tried().taken();
    assertTrue(lost > 500, lost + " of " + worked + " lost their places");
    assertEquals(0, open.tables().orElseThrow().collisions());
  }

  private void feel(NetworkAddress address, Set<NetworkAddress> alive) {
    book.attempted(address);
    if (alive.contains(address)) {
      book.good(address, 9);
    }
  }

  private boolean tried(NetworkAddress address) {
    return book.find(address) != null && book.find(address).tried();
  }
}
