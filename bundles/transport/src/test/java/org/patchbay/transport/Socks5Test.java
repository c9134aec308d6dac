package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Opening;
import org.patchbay.wire.NetworkAddress;

/** What is said to a SOCKS5 proxy, byte by byte. */
class Socks5Test {
  private static final Destination ADDRESS = Destination.of(NetworkAddress.parse("1.2.3.4:8333"));
  private static final String CONNECT_TO_ADDRESS =
      "05010003" + "07" + hex("1.2.3.4") + "208d"; // a name, though it is an address

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Socks5 plain() {
    return new Socks5(ADDRESS, Optional.empty());
  }

  private static String said(Opening.Step step) {
    Opening.Say say = (Opening.Say) step;
    assertEquals(Duration.ofSeconds(20), say.patience());
    return HexFormat.of().formatHex(say.say().toCompletableFuture().join());
  }

  /** Tells bytes one at a time; answers the last step, all before it being MORE. */
  private static Opening.Step tell(Opening opening, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    Opening.Step step = Opening.MORE;
    for (byte each : bytes) {
      assertEquals(Opening.MORE, step);
      step = opening.read(ByteBuffer.wrap(new byte[] {each}));
    }
    return step;
  }

  private static Opening.Failed failed(Opening.Step step) {
    return (Opening.Failed) step;
  }

  private static Socks5 asked() {
    Socks5 opening = plain();
    opening.begin();
    tell(opening, "0500");
    return opening;
  }

  @Test
  void withoutCredentialsOneMethodIsOffered() {
    Socks5 opening = plain();
    assertEquals("050100", said(opening.begin()));
    assertEquals(CONNECT_TO_ADDRESS, said(tell(opening, "0500")));
    Opening.Step last = tell(opening, "05000001" + "7f000001" + "1234");
    assertEquals(new Opening.Open(ADDRESS.address()), last);
  }

  @Test
  void credentialsAreToldWhenTheProxyWantsThem() {
    Socks5 opening = new Socks5(ADDRESS, Optional.of("ab-7"));
    assertEquals("05020002", said(opening.begin()));
    assertEquals("01" + "04" + hex("ab-7") + "04" + hex("ab-7"), said(tell(opening, "0502")));
    assertEquals(CONNECT_TO_ADDRESS, said(tell(opening, "0100")));
    assertTrue(tell(opening, "05000003" + "02" + hex("ab") + "0000") instanceof Opening.Open);
  }

  @Test
  void credentialsAreKeptWhenTheProxyWantsNone() {
    Socks5 opening = new Socks5(ADDRESS, Optional.of("ab-7"));
    opening.begin();
    assertEquals(CONNECT_TO_ADDRESS, said(tell(opening, "0500")));
  }

  @Test
  void anAddressOfSixteenBytesIsReadToItsEnd() {
    assertTrue(tell(asked(), "05000004" + "00".repeat(16) + "ffff") instanceof Opening.Open);
  }

  @Test
  void whatFollowsTheReplyIsLeftForThePeer() {
    ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex("0500000100000000" + "0000" + "f9be"));
    Socks5 opening = asked();
    assertEquals(Opening.MORE, opening.read(in));
    assertTrue(opening.read(in) instanceof Opening.Open);
    assertEquals(2, in.remaining());
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4:1, 1.2.3.4",
    "[2001:db8::7]:1, 2001:db8::7",
    "[fc00::1]:1, fc00::1",
    "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:1, "
        + "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion",
  })
  void everyAddressIsToldAsText(String address, String host) {
    Socks5 opening = new Socks5(Destination.of(NetworkAddress.parse(address)), Optional.empty());
    opening.begin();
    String length = HexFormat.of().toHexDigits((byte) host.length());
    assertEquals("05010003" + length + hex(host) + "0001", said(tell(opening, "0500")));
  }

  @Test
  void aNameOf255BytesFits() {
    Destination to = Destination.named("n".repeat(255), 65_535);
    Socks5 opening = new Socks5(to, Optional.empty());
    opening.begin();
    assertEquals("05010003ff" + "6e".repeat(255) + "ffff", said(tell(opening, "0500")));
    assertEquals(
        new Opening.Open(NetworkAddress.ofName("n".repeat(255), 65_535)),
        tell(opening, "05000003ff" + "00".repeat(257)));
  }

  @ParameterizedTest
  @CsvSource({
    "01, general failure",
    "02, connection not allowed",
    "03, network unreachable",
    "04, host unreachable",
    "05, connection refused",
    "06, TTL expired",
    "07, protocol error: connect is not supported",
    "08, address type not supported",
    "f0, onion service descriptor cannot be found",
    "f1, onion service descriptor is invalid",
    "f2, onion service introduction failed",
    "f3, onion service rendezvous failed",
    "f4, onion service missing client authorization",
    "f5, onion service wrong client authorization",
    "f6, onion service invalid address",
    "f7, onion service introduction timed out",
    "99, unknown code 153"
  })
  void whyItDoesNotConnectIsNamed(String code, String text) {
    Opening.Failed why = failed(tell(asked(), "05" + code + "000100"));
    assertEquals("the proxy cannot reach 1.2.3.4:8333: " + text, why.reason());
    assertTrue(why.ofTarget());
  }

  @ParameterizedTest
  @CsvSource({
    "0400, the proxy speaks version 4 of SOCKS (must be 5)",
    "05ff, the proxy accepts none of our methods",
    "0502, the proxy wants method 2",
    "0501, the proxy wants method 1"
  })
  void aProxyThatWantsSomethingElseFailsItself(String reply, String reason) {
    Socks5 opening = plain();
    opening.begin();
    assertEquals(new Opening.Failed(reason, false), tell(opening, reply));
  }

  @ParameterizedTest
  @CsvSource({
    "0400000100, the proxy speaks version 4 of SOCKS (must be 5)",
    "0500070100, the proxy sends 7 where 0 is reserved",
    "0500000200, 'the proxy names an address of kind 2 (1, 3 or 4)'"
  })
  void aMalformedReplyIsTheProxysFailure(String reply, String reason) {
    assertEquals(new Opening.Failed(reason, false), tell(asked(), reply));
  }

  @ParameterizedTest
  @CsvSource({
    "0101, the proxy refuses our credentials: 1",
    "0500, the proxy speaks version 5 of authentication (must be 1)"
  })
  void refusedCredentialsAreTheProxysFailure(String reply, String reason) {
    Socks5 opening = new Socks5(ADDRESS, Optional.of("ab-7"));
    opening.begin();
    tell(opening, "0502");
    assertEquals(new Opening.Failed(reason, false), tell(opening, reply));
  }

  @Test
  void nothingThatAProxySaysEndsInAnythingButAStep() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      Socks5 opening = new Socks5(ADDRESS, Optional.of("ab-7"));
      opening.begin();
      byte[] bytes = new byte[400];
      random.nextBytes(bytes);
      for (int at = 0; at < 8; at++) {
        // Mostly right, so that later states are reached too.
        bytes[at] = (byte) (random.nextInt(4) > 0 ? random.nextInt(6) : bytes[at]);
      }
      ByteBuffer in = ByteBuffer.wrap(bytes);
      Opening.Step step = Opening.MORE;
      while (in.hasRemaining()
          && !(step instanceof Opening.Failed || step instanceof Opening.Open)) {
        int before = in.remaining();
        step = opening.read(in);
        assertTrue(in.remaining() < before);
      }
      assertFalse(step instanceof Opening.More);
    }
  }

  @Test
  void noTwoCredentialsAreAlike() {
    Credentials credentials = new Credentials(0xABCDEF);
    assertEquals("0000000000abcdef-0", credentials.next());
    assertEquals("0000000000abcdef-1", credentials.next());
  }
}
