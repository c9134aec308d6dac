package org.patchbay.portmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.NetworkAddress;

class NatPmpTest {
  private static final NetworkAddress HOST = NetworkAddress.parse("9.1.2.3:0");

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Optional<Reply> map(String hex) {
    return NatPmp.readMap(hex(hex), 8333, HOST);
  }

  @Test
  void requestsAreWhatTheStandardSays() {
    assertArrayEquals(hex("0000"), NatPmp.addressRequest());
    assertArrayEquals(hex("00020000208d208d00000960"), NatPmp.mapRequest(8333, 8333, 2_400));
    assertArrayEquals(hex("00020000208d000000000000"), NatPmp.mapRequest(8333, 0, 0));
  }

  @Test
  void answersTellTheAddressAndThePort() {
    assertEquals(
        Optional.of(new Reply.Outside(HOST)), NatPmp.readAddress(hex("008000000000002a09010203")));
    assertEquals(
        Optional.of(new Reply.Granted(HOST.withPort(9001), 2_400)),
        map("008200000000002a208d232900000960"));
  }

  @Test
  void whatIsNoAnswerIsNone() {
    String good = "008200000000002a208d232900000960";
    for (int length = 0; length < 16; length++) {
      assertEquals(Optional.empty(), map(good.substring(0, 2 * length)));
    }
    assertEquals(Optional.empty(), map("008200000000002a208e232900000960"), "another port");
    assertEquals(Optional.empty(), map("008100000000002a208d232900000960"), "UDP");
    assertEquals(Optional.empty(), map("000200000000002a208d232900000960"), "a request");
    assertEquals(Optional.empty(), map("028200000000002a208d232900000960"), "another version");
    assertEquals(Optional.empty(), NatPmp.readAddress(hex("008000000000002a090102")));
    assertEquals(Optional.empty(), NatPmp.readAddress(Arrays.copyOf(hex("0080"), 1_104)));
  }

  @Test
  void aRefusalMayBeShort() {
    assertEquals(Optional.of(new Reply.Refused("no resources")), map("008200040000002a"));
    assertEquals(
        Optional.of(new Reply.Refused("network failure")),
        NatPmp.readAddress(hex("008000030000002a")));
    assertEquals(
        Optional.of(new Reply.Refused("result 256")),
        NatPmp.readAddress(hex("008001000000002a00000000")));
  }
}
