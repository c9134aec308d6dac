package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes and groups, each range from inside and from just outside (protocol-facts §4.5, §9.7). */
class AddressRulesTest {
  private static final String ONION =
      "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion";

  /** V valid, R routable, L local. */
  @ParameterizedTest
  @CsvSource({
    "1.2.3.4,VR",
    "8.8.8.8,VR",
    "0.0.0.0,L",
    "0.1.2.3,VL",
    "255.255.255.255,-",
    "127.0.0.1,VL",
    "126.255.255.255,VR",
    "128.0.0.0,VR",
    "10.0.0.1,V",
    "11.0.0.0,VR",
    "172.15.255.255,VR",
    "172.16.0.0,V",
    "172.31.255.255,V",
    "172.32.0.0,VR",
    "192.168.0.1,V",
    "192.167.255.255,VR",
    "192.169.0.0,VR",
    "198.17.255.255,VR",
    "198.18.0.0,V",
    "198.19.255.255,V",
    "198.20.0.0,VR",
    "169.254.1.1,V",
    "169.253.255.255,VR",
    "100.63.255.255,VR",
    "100.64.0.0,V",
    "100.127.255.255,V",
    "100.128.0.0,VR",
    "192.0.2.1,V",
    "192.0.3.0,VR",
    "198.51.100.1,V",
    "198.51.101.0,VR",
    "203.0.113.255,V",
    "203.0.114.0,VR",
    "240.0.0.1,VR",
    "[::],-",
    "[::1],VL",
    "[::2],VR",
    "[2001:db8::1],-",
    "[2001:db7::1],VR",
    "[2001:db9::],VR",
    "[fe80::1],V",
    "[fe80:0:0:1::1],VR",
    "[fd00::1],V",
    "[fe00::1],VR",
    "[2001:10::1],V",
    "[2001:1f:ffff::],V",
    "[2001:20::],V",
    "[2001:2f:ffff::],V",
    "[2001:30::],VR",
    "[2001:f:ffff::],VR",
    "[2a01:4f8::1],VR",
    "[fd6b:88c0:8724::1],-",
    "[fd87:d87e:eb43::1],-",
    "[fc00::1],VR",
    "[64:ff9b::1],VR",
    "[2002:a00:1::],VR",
  })
  void ranges(String host, String expected) {
    NetworkAddress address = NetworkAddress.parse(host + ":8333");
    String found =
        (address.isValid() ? "V" : "")
            + (address.isRoutable() ? "R" : "")
            + (address.isLocal() ? "L" : "");

    assertEquals(expected, found.isEmpty() ? "-" : found);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4,ipv4,010102",
    "172.16.1.1,not_publicly_routable,00",
    "127.0.0.1,not_publicly_routable,00",
    "[::1],not_publicly_routable,00",
    "[2001:db8::1],not_publicly_routable,00",
    "[2a01:4f8:1:2::3],ipv6,022a0104f8",
    "[2001:470:abcd:ef01::1],ipv6,0220010470af",
    "[2001:471:abcd:ef01::1],ipv6,0220010471",
    "[64:ff9b::102:304],ipv4,010102",
    "[::ffff:0:102:304],ipv4,010102",
    "[2002:102:304::1],ipv4,010102",
    "[2001:0:1111:2222::fefd:fcfb],ipv4,010102",
    "[fc12:3456::1],cjdns,05fc1f",
    "[fd6b:88c0:8724:102:304:506:708:90a],not_publicly_routable,060102030405060708090a",
    "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion,onion,037f",
    "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p,i2p,04af",
  })
  void groups(String host, String network, String group) {
    NetworkAddress address = NetworkAddress.parse(host + ":8333");

    assertEquals(network, address.networkClass().label());
    assertEquals(group, HexFormat.of().formatHex(NetGroup.of(address)));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4,1.2.0.0/16",
    "[2001:db8:1::1],-",
    "[2a01:4f8:1::1],2a01:4f8::/32",
    "[2001:470:abcd:ef01::1],2001:470:a000::/36",
    "[2002:102:304::1],1.2.0.0/16",
    "[fc12:3456::1],cjdns-1",
    "[fd6b:88c0:8724:102:304:506:708:90a],-",
    "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion,onion-7",
    "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p,i2p-a",
    "127.0.0.1,-",
    "10.0.0.1,-",
  })
  void groupsForPeople(String host, String text) {
    byte[] group = NetGroup.of(NetworkAddress.parse(host + ":8333"));

    assertEquals(text.replace("-", "").isEmpty() ? "" : text, NetGroup.text(group));
  }

  /** A mapped or Tor v2 address said as IPv6 in addrv2 is read and then worth nothing. */
  @Test
  void disguises() {
    byte[] mapped = NetworkAddress.parse("1.2.3.4:5").legacy16();
    NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV6, mapped, 5);

    assertEquals(false, address.isValid());
    assertEquals(NetworkClass.UNROUTABLE, address.networkClass());
    byte[] noCjdns = NetworkAddress.parse("[2a01::1]:5").bytes();
    assertEquals(false, NetworkAddress.of(NetworkAddress.CJDNS, noCjdns, 5).isValid());
  }

  @Test
  void theGroupLeavesTheAddressAlone() {
    NetworkAddress address = NetworkAddress.parse(ONION + ":8333");
    byte[] before = address.bytes();
    byte[] group = NetGroup.of(address);

    assertEquals(HexFormat.of().formatHex(before), HexFormat.of().formatHex(address.bytes()));
    assertEquals(NetGroup.keyed(1, 2, group), NetGroup.keyed(1, 2, NetGroup.of(address)));
    assertNotEquals(NetGroup.keyed(1, 2, group), NetGroup.keyed(1, 3, group));
    assertEquals(true, address.isPrivacyNetwork());
  }
}
