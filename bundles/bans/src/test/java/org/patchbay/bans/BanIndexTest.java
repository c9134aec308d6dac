package org.patchbay.bans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.api.bans.Ban;
import org.patchbay.api.bans.BanTarget;
import org.patchbay.api.bans.Suspect;
import org.patchbay.wire.NetworkAddress;

class BanIndexTest {
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333";

  private static Ban ban(String target, long until) {
    return new Ban(BanTarget.parse(target), 0, until, "", "test");
  }

  @Test
  void eachKindOfTargetCoversWhatItNames() {
    BanIndex index =
        new BanIndex(
            List.of(
                ban("10.1.0.0/16", 100),
                ban("2001:db8::1", 100),
                ban("AS64496", 100),
                ban("onion", 100)));
    assertTrue(covers(index, "10.1.255.255:1", 99));
    assertEquals(false, covers(index, "10.2.0.0:1", 99));
    assertTrue(covers(index, "[2001:db8::1]:1", 99));
    assertEquals(false, covers(index, "[2001:db8::2]:1", 99));
    assertTrue(covers(index, ONION, 99));
    NetworkAddress other = NetworkAddress.parse("8.8.8.8:1");
    assertTrue(index.covering(Suspect.of(other, OptionalLong.of(64496)), 99).isPresent());
    assertTrue(index.covering(Suspect.of(other, OptionalLong.of(64497)), 99).isEmpty());
  }

  @Test
  void whoComesThroughTorIsCoveredByItsNetworkAndNotByTheAddressOfTor() {
    Suspect guest =
        Suspect.throughTor(NetworkAddress.parse("127.0.0.1:50000"), OptionalLong.empty());
    BanIndex local =
        new BanIndex(List.of(ban("127.0.0.0/8", 100), ban("not_publicly_routable", 100)));
    assertTrue(local.covering(guest, 99).isEmpty());
    assertTrue(covers(local, "127.0.0.1:50000", 99));
    BanIndex onion = new BanIndex(List.of(ban("onion", 100)));
    assertTrue(onion.covering(guest, 99).isPresent());
    assertEquals(false, covers(onion, "127.0.0.1:50000", 99));
  }

  @Test
  void anOnionBindThatIsOpenToTheWorldIsNoWayAroundABan() {
    Suspect guest = Suspect.throughTor(NetworkAddress.parse("8.8.8.8:1"), OptionalLong.of(64496));
    for (String target : List.of("8.8.0.0/16", "AS64496", "onion")) {
      BanIndex index = new BanIndex(List.of(ban(target, 100)));
      assertTrue(index.covering(guest, 99).isPresent(), target);
    }
  }

  @Test
  void aBanEndsInTheSecondThatItNames() {
    BanIndex index = new BanIndex(List.of(ban("10.1.0.0/16", 100)));
    assertTrue(covers(index, "10.1.0.1:1", 99));
    assertEquals(false, covers(index, "10.1.0.1:1", 100));
  }

  @Test
  void anExpiredBanDoesNotHideAWiderOne() {
    BanIndex index = new BanIndex(List.of(ban("10.1.0.0/16", 100), ban("10.0.0.0/8", 200)));
    assertTrue(covers(index, "10.1.0.1:1", 150));
  }

  @Test
  void answersAsALookAtEveryBanDoes() {
    SplittableRandom random = new SplittableRandom(5);
    List<Ban> bans = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] bytes = {10, (byte) random.nextInt(4), (byte) random.nextInt(8), (byte) i};
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, bytes, 0);
      bans.add(ban(address.host() + "/" + random.nextInt(18, 33), random.nextInt(50, 150)));
    }
    bans.add(ban("AS7", 120));
    BanIndex index = new BanIndex(lastOfEach(bans));
    int covered = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = {
        10, (byte) random.nextInt(4), (byte) random.nextInt(8), (byte) random.nextInt()
      };
      NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, bytes, 1);
      OptionalLong as = random.nextInt(9) == 0 ? OptionalLong.of(7) : OptionalLong.empty();
      long now = random.nextInt(200);
      Suspect suspect = Suspect.of(address, as);
      boolean naive =
          lastOfEach(bans).stream().anyMatch(ban -> ban.holds(now) && ban.target().covers(suspect));
      assertEquals(naive, index.covering(suspect, now).isPresent(), address + " " + now);
      covered += naive ? 1 : 0;
    }
    assertTrue(covered > 500 && covered < 4_500, "both answers occur: " + covered);
  }

  /** As the list holds them: one of each target. */
  private static List<Ban> lastOfEach(List<Ban> bans) {
    List<Ban> last = new ArrayList<>();
    for (int i = 0; i < bans.size(); i++) {
      BanTarget target = bans.get(i).target();
      if (bans.subList(i + 1, bans.size()).stream().noneMatch(b -> b.target().equals(target))) {
        last.add(bans.get(i));
      }
    }
    return last;
  }

  private static Suspect suspect(String address) {
    return Suspect.of(NetworkAddress.parse(address), OptionalLong.empty());
  }

  private static boolean covers(BanIndex index, String address, long now) {
    return index.covering(suspect(address), now).isPresent();
  }
}
