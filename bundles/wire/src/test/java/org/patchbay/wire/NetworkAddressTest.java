package org.patchbay.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text and bytes of addresses (protocol-facts §4.4, §4.5). */
class NetworkAddressTest {
  @Test
  void textOfEveryKindReadsBack() {
    Any any = new Any(44);
    for (int i = 0; i < 2000; i++) {
      NetworkAddress address = any.address();
      assertEquals(address, NetworkAddress.parse(address.toString()));
      assertEquals(address, NetworkAddress.parse(address.toString().toUpperCase()));
    }
  }

  @Test
  void ipv6TextAgreesWithTheJdk() throws UnknownHostException {
    Any any = new Any(45);
    for (int i = 0; i < 5000; i++) {
      byte[] ip = any.bytes(16);
      ip[0] = 0x20;
      for (int group = 1; group < 8; group++) {
        if (any.below(2) == 0) {
          ip[2 * group] = 0;
          ip[2 * group + 1] = (byte) any.below(2);
        }
      }
      InetAddress theirs = InetAddress.getByAddress(ip);
      NetworkAddress ours = NetworkAddress.of(NetworkAddress.IPV6, ip, 8333);

      assertEquals(theirs, InetAddress.getByName(ours.host()), ours.host());
      assertEquals(
          ours, NetworkAddress.parse("[" + theirs.getHostAddress() + "]:8333"), ours.host());
      assertEquals(new InetSocketAddress(theirs, 8333), ours.toSocketAddress().orElseThrow());
      assertEquals(ours, NetworkAddress.of(new InetSocketAddress(theirs, 8333)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "[2001:db8:0:0:1:0:0:1]:1,[2001:db8::1:0:0:1]:1",
    "[2001:0db8:0000:0001:0000:0001:0000:0001]:1,[2001:db8:0:1:0:1:0:1]:1",
    "[::]:0,[::]:0",
    "[::1]:8333,[::1]:8333",
    "[2a00::]:65535,[2a00::]:65535",
    "[1:2:3:4:5:6:7::]:1,[1:2:3:4:5:6:7:0]:1",
    "[::2:3:4:5:6:7:8]:1,[0:2:3:4:5:6:7:8]:1",
    "[64:ff9b::1.2.3.4]:1,[64:ff9b::102:304]:1",
    "[::ffff:1.2.3.4]:8333,1.2.3.4:8333",
    "[::ffff:102:304]:8333,1.2.3.4:8333",
    "255.255.255.255:0,255.255.255.255:0",
  })
  void normalText(String text, String normal) {
    assertEquals(normal, NetworkAddress.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1.2.3.4",
        "1.2.3.4:",
        "1.2.3.4:65536",
        "1.2.3.4:-1",
        "1.2.3.4:+1",
        "1.2.3.4:1x",
        "1.2.3:1",
        "1.2.3.4.5:1",
        "1.2.3.256:1",
        "1.2.3.04:1",
        "1..3.4:1",
        "1.2.3.4 :1",
        "::1:8333",
        "[::1]",
        "[]:1",
        "[1:2:3:4:5:6:7]:1",
        "[1:2:3:4:5:6:7:8:9]:1",
        "[1::2::3]:1",
        "[:1:2:3:4:5:6:7]:1",
        "[1:2:3:4:5:6:7:]:1",
        "[:::]:1",
        "[12345::]:1",
        "[g::]:1",
        "[1.2.3.4::]:1",
        "[1.2.3.4:1:2:3:4:5:6]:1",
        "[::1%eth0]:1",
        "[::1%1]:1",
        "[::1:1",
        "[1:2:3:4:5:6:7:1.2.3.4]:1",
        "[1:2:3:4::5:6:7:8]:1",
        "example.org:8333",
        "localhost:1",
        "١.2.3.4:1",
        "1.2.3.4:١",
        "abc.onion:1",
        "abc.b32.i2p:0",
        "qg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrya.onion:8333",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab.b32.i2p:0",
      })
  void notAnAddress(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> NetworkAddress.parse(text));
    assertTrue(e.getMessage().contains("\"" + text + "\""), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"main,2059", "test,181", "signet,170", "testnet4,230"})
  void realListeningAddresses(String network, int count) {
    String file = new String(Data.bytes("peers/nodes_" + network + ".txt"), StandardCharsets.UTF_8);
    List<String> lines = file.lines().map(line -> line.split("[ #]")[0]).toList();
    lines = lines.stream().filter(line -> !line.isBlank()).toList();
    Set<NetworkAddress> distinct = new HashSet<>();
    for (String line : lines) {
      NetworkAddress address = NetworkAddress.parse(line);
      assertEquals(line, address.toString());
      assertTrue(address.isValid() && address.isRoutable(), line);
      assertTrue(NetGroup.of(address).length > 1, line);
      distinct.add(address);
    }
    assertEquals(count, distinct.size());
  }

  @Test
  void legacyFormSaysOnlyIp() {
    NetworkAddress ipv4 = NetworkAddress.parse("1.2.3.4:8333");
    NetworkAddress cjdns = NetworkAddress.parse("[fc11::1]:8333");

    assertEquals("[::ffff:102:304]", "[" + IpText.of(ipv4.legacy16()) + "]");
    assertEquals(ipv4, NetworkAddress.ofLegacy(ipv4.legacy16(), 8333));
    assertEquals(NetworkAddress.CJDNS, cjdns.id());
    assertFalse(cjdns.isLegacy());
    assertArrayEquals(new byte[16], cjdns.legacy16());
    assertEquals(16, cjdns.addressBytes().length);
    assertEquals(18, cjdns.serviceKey().length);
    byte[] key = HexFormat.of().parseHex("00000000000000000000ffff01020304208d");
    assertArrayEquals(key, ipv4.serviceKey());
  }

  @Test
  void unknownNetworksSurvive() throws MalformedException {
    for (int id : new int[] {0, 3, 7, 8, 255}) {
      for (int length : new int[] {0, 1, 10, 16, 512}) {
        NetworkAddress strange = NetworkAddress.of(id, new Any(id).bytes(length), 9);
        WireWriter out = new WireWriter();
        new AddressEntry(1, -1, strange).writeV2(out);
        AddressEntry read = AddressEntry.readV2(new WireReader(out.toBytes()));

        assertEquals(strange, read.address());
        assertEquals(-1, read.services());
        assertFalse(strange.isValid() || strange.isRoutable());
        assertTrue(strange.toString().startsWith("network" + id + "-"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,3", "1,16", "2,4", "4,10", "5,31", "6,15", "8,513", "3,513"})
  void wrongLengthsSpoilTheMessage(int id, int length) {
    WireWriter out = new WireWriter();
    out.u32(0).compactSize(0).u8(id).varBytes(new byte[length]).u16be(1);

    assertThrows(
        MalformedException.class, () -> AddressEntry.readV2(new WireReader(out.toBytes())));
  }

  @Test
  void whatIsHandedInStaysOurs() {
    byte[] ip = {1, 2, 3, 4};
    NetworkAddress address = NetworkAddress.of(NetworkAddress.IPV4, ip, 5);
    ip[0] = 9;
    address.bytes()[0] = 9;
    address.linkedIpv4().orElseThrow()[0] = 9;

    assertEquals("1.2.3.4:5", address.toString());
    assertThrows(IllegalArgumentException.class, () -> address.withPort(65536));
    assertThrows(
        IllegalArgumentException.class,
        () -> NetworkAddress.of(InetSocketAddress.createUnresolved("example.org", 1)));
  }

  @Test
  void aNameHasAnAddressOfItsOwnThatLeadsNowhere() {
    NetworkAddress named = NetworkAddress.ofName("seed.example", 8333);
    assertEquals("[fd6b:88c0:8724", named.toString().substring(0, 15));
    assertEquals(8333, named.port());
    assertFalse(named.isRoutable());
    assertFalse(named.isValid());
    assertFalse(named.equals(NetworkAddress.ofName("seed.example.org", 8333)));
  }
}
