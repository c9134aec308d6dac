package org.patchbay.portmap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.NetworkAddress;

class PcpTest {
  private static final byte[] NONCE = HexFormat.of().parseHex("0102030405060708090a0b0c");
  private static final Pcp.Wish WISH =
      new Pcp.Wish(
          NONCE, new InetSocketAddress("192.168.1.7", 8333), NetworkAddress.parse("0.0.0.0:8333"));
  private static final String GRANTED =
      "02810000000009600000002a000000000000000000000000"
          + "0102030405060708090a0b0c06000000208d2329"
          + "00000000000000000000ffff09010203";

  private static Optional<Reply> read(String hex) {
    return Pcp.read(HexFormat.of().parseHex(hex), WISH);
  }

  private static byte[] granted() {
    return HexFormat.of().parseHex(GRANTED);
  }

  private static byte[] with(int at, int value) {
    byte[] message = granted();
    message[at] = (byte) value;
    return message;
  }

  @Test
  void aRequestIsWhatTheStandardSays() {
    assertArrayEquals(
        HexFormat.of()
            .parseHex(
                "020100000000096000000000000000000000ffffc0a80107"
                    + "0102030405060708090a0b0c06000000208d208d"
                    + "00000000000000000000ffff00000000"),
        Pcp.request(WISH, 2_400));
    byte[] v6 =
        Pcp.request(
            new Pcp.Wish(
                NONCE, new InetSocketAddress("2a00::1", 8333), NetworkAddress.parse("[::]:8333")),
            0);
    assertEquals(0x2a, v6[8]);
    assertEquals(0, v6[7]);
    assertArrayEquals(new byte[16], Arrays.copyOfRange(v6, 44, 60));
  }

  @Test
  void anAnswerTellsWhereAndForHowLong() {
    assertEquals(
        Optional.of(new Reply.Granted(NetworkAddress.parse("9.1.2.3:9001"), 2_400)), read(GRANTED));
    assertEquals(
        Optional.of(new Reply.Granted(NetworkAddress.parse("9.1.2.3:9001"), 0xFFFF_FFFFL)),
        read("02810000ffffffff" + GRANTED.substring(16)));
  }

  @Test
  void whatIsNoAnswerToThisWishIsNone() {
    assertEquals(Optional.empty(), Pcp.read(with(24, 9), WISH), "another nonce");
    assertEquals(Optional.empty(), Pcp.read(with(36, 17), WISH), "another protocol");
    assertEquals(Optional.empty(), Pcp.read(with(41, 0), WISH), "another port");
    assertEquals(Optional.empty(), Pcp.read(with(1, 1), WISH), "a request");
    assertEquals(Optional.empty(), Pcp.read(with(1, 0x82), WISH), "another operation");
    assertEquals(Optional.empty(), Pcp.read(with(0, 3), WISH), "another version");
    assertEquals(Optional.empty(), Pcp.read(Arrays.copyOf(granted(), 1_104), WISH), "too long");
    for (int length = 0; length < Pcp.SIZE; length++) {
      assertEquals(Optional.empty(), Pcp.read(Arrays.copyOf(granted(), length), WISH), "short");
    }
  }

  @Test
  void eachRefusalHasItsReason() {
    assertEquals(Optional.of(new Reply.Refused("not authorized")), Pcp.read(with(3, 2), WISH));
    assertEquals(Optional.of(new Reply.Refused("no resources")), Pcp.read(with(3, 8), WISH));
    assertEquals(Optional.of(new Reply.Refused("result 200")), Pcp.read(with(3, 200), WISH));
    for (int result = 1; result < 14; result++) {
      Reply reply = Pcp.read(with(3, result), WISH).orElseThrow();
      assertTrue(
          reply instanceof Reply.Refused refused && !refused.reason().startsWith("result"),
          reply.toString());
    }
  }

  @Test
  void whoSpeaksAnotherVersionSaysSoInEitherForm() {
    Optional<Reply> other = Optional.of(new Reply.OtherVersion());
    assertEquals(other, read("0080000100000009"));
    assertEquals(other, read("0081000100000009"));
    assertEquals(other, read("0181000100000000" + "0".repeat(32)));
    assertEquals(Optional.empty(), read("0080000200000009"));
    assertEquals(Optional.empty(), read("00000001"));
  }

  @Test
  void noBytesBreakIt() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] message = i % 2 == 0 ? granted() : new byte[random.nextInt(80)];
      for (int change = 0; change < 6 && message.length > 0; change++) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
      }
      int most = Math.min(message.length, 12 + random.nextInt(60));
      byte[] cut = Arrays.copyOf(message, most);
      assertTrue(Pcp.read(cut, WISH).isEmpty() || cut.length >= 8);
      assertTrue(NatPmp.readAddress(cut).isEmpty() || cut.length >= 8);
      assertTrue(NatPmp.readMap(cut, 1, WISH.wished()).isEmpty() || cut.length >= 8);
    }
  }

  @Test
  void anAnnouncementTellsTheEpochAndNothingElseIsOne() {
    ScriptedGateway gateway = new ScriptedGateway();
    gateway.epoch = () -> 0xFFFF_FFFEL;
    byte[] announcement = gateway.announcement();
    assertEquals(OptionalLong.of(0xFFFF_FFFEL), Pcp.announced(announcement));
    byte[] withOptions = Arrays.copyOf(announcement, Pcp.MOST);
    assertEquals(OptionalLong.of(0xFFFF_FFFEL), Pcp.announced(withOptions));
    assertEquals(OptionalLong.empty(), Pcp.announced(Arrays.copyOf(announcement, Pcp.HEAD - 1)));
    assertEquals(OptionalLong.empty(), Pcp.announced(Arrays.copyOf(announcement, Pcp.MOST + 1)));
    assertEquals(OptionalLong.empty(), Pcp.announced(new byte[0]));
    for (int at : new int[] {0, 1, 3}) {
      byte[] other = announcement.clone();
      other[at] ^= 1;
      assertEquals(OptionalLong.empty(), Pcp.announced(other), "another byte " + at);
    }
  }
}
