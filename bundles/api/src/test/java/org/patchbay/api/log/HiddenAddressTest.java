package org.patchbay.api.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.NetworkAddress;

class HiddenAddressTest {
  @Test
  void anAddressIsKnownByItsNetworkUntilItIsOpened() {
    HiddenAddress address =
        HiddenAddress.of(NetworkAddress.of(NetworkAddress.IPV4, new byte[] {1, 2, 3, 4}, 8333));
    assertEquals("(ipv4 address)", address.toString());
    assertEquals("1.2.3.4:8333", address.open());
    assertEquals("(address)", HiddenAddress.of("a.example:8333").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "Connection refused: /1.2.3.4:8333, Connection refused: (address)",
    "1.2.3.0/24 is banned, (address) is banned",
    "no way to [2001:db8::1]:8333 now, no way to (address) now",
    "::1 is banned, (address) is banned",
    "2001:db8:1:2:3:4:5:6/32 has its 4, (address) has its 4",
    "from ::ffff:1.2.3.4, from (address)",
    "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:8333 fails, (address) fails",
    "score 0.12 (low: 0.20), score 0.12 (low: 0.20)",
    "length 4000001 (max 4000000) in inv, length 4000001 (max 4000000) in inv",
    "timeout: 60 s, timeout: 60 s"
  })
  void whatOthersSayIsToldWithoutAddresses(String words, String told) {
    assertEquals(told, HiddenAddress.within(words).toString());
    assertEquals(words, HiddenAddress.within(words).open());
  }

  @Test
  void aTagNamesThePeerAndWhereItIsOnlyWhenOpened() {
    PeerTag tag = new PeerTag(12, "1.2.3.4:8333");
    assertEquals("peer=12", tag.toString());
    assertEquals("peer=12, peeraddr=1.2.3.4:8333", tag.open());
    assertEquals(tag, PeerTag.of(12));
    assertEquals("peer=12", PeerTag.of(12).open());
  }
}
