package org.patchbay.addrbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetGroup;
import org.patchbay.wire.NetworkAddress;

class AsMapTest {
  private static AsMap real() throws IOException, MalformedException {
    return AsMap.of(Files.readAllBytes(Shared.file("vectors/asmap/ip_asn.dat")));
  }

  private static byte[] small() throws IOException {
    return Files.readAllBytes(Shared.file("vectors/asmap/asmap-test.raw"));
  }

  private static long asNumber(byte[] group) {
    return group[1] & 0xFF
        | (group[2] & 0xFF) << 8
        | (group[3] & 0xFF) << 16
        | (long) group[4] << 24;
  }

  @Test
  void theRealMapKnowsMostOfTheRealNodes() throws Exception {
    AsGroups groups = new AsGroups(real(), Groups.BY_PREFIX);
    int told = 0;
    int same = 0;
    for (String line : Shared.lines("nodes_main.txt")) {
      String[] parts = line.split("# AS");
      if (parts.length < 2) {
        continue;
      }
      byte[] group = groups.of(NetworkAddress.parse(parts[0].strip()));
      told++;
      boolean mapped = group.length == 5 && group[0] == 2;
      same += mapped && asNumber(group) == Long.parseLong(parts[1].strip()) ? 1 : 0;
    }
    assertTrue(told > 500, told + " nodes with a number");
    assertTrue(same * 10 > told * 7, same + " of " + told);
  }

  @Test
  void whatAMapDoesNotKnowIsGroupedByItsBits() throws Exception {
    AsGroups groups = new AsGroups(real(), Groups.BY_PREFIX);
    for (String text :
        new String[] {
          "10.0.0.1:8333",
          "127.0.0.1:8333",
          "[fc11:f769:16e6:3611:58ae:1d4a:fcf7:57a4]:8333",
          "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333"
        }) {
      NetworkAddress address = NetworkAddress.parse(text);
      assertArrayEquals(NetGroup.of(address), groups.of(address));
    }
  }

  @Test
  void ipv4BehindIpv6CountsAsIpv4() throws Exception {
    AsGroups groups = new AsGroups(real(), Groups.BY_PREFIX);
    byte[] plain = groups.of(NetworkAddress.parse("8.8.8.8:8333"));
    assertEquals(15_169, asNumber(plain));
    assertArrayEquals(plain, groups.of(NetworkAddress.parse("[2002:808:808::1]:8333")));
  }

  @Test
  void theSmallMapIsReadAndItsDamagedFormsAreNot() throws Exception {
    byte[] whole = small();
    AsMap.of(whole);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(MalformedException.class, () -> AsMap.of(cut));
    }
    byte[] padded = Arrays.copyOf(whole, whole.length + 1);
    assertThrows(MalformedException.class, () -> AsMap.of(padded));
  }

  @Test
  void whateverPassesTheCheckRunsForEveryAddress() throws Exception {
    byte[] whole = small();
    SplittableRandom random = new SplittableRandom(9);
    int passed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = whole.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        AsMap map = AsMap.of(changed);
        passed++;
        for (int address = 0; address < 20; address++) {
          byte[] sixteen = new byte[16];
          random.nextBytes(sixteen);
          assertTrue(map.find(sixteen) >= 0);
        }
      } catch (MalformedException flaw) {
        assertTrue(flaw.getMessage().startsWith("at bit "), flaw.getMessage());
      }
    }
    assertTrue(passed > 100, passed + " passed");
  }
}
