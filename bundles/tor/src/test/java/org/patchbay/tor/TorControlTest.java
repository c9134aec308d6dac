package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.api.health.HealthCheck.Severity;

/** A control connection from its first word to its end, on virtual time. */
class TorControlTest {
  private static final Optional<InetSocketAddress> TARGET =
      Optional.of(new InetSocketAddress("127.0.0.1", 8334));
  private static final String WAY = "way /127.0.0.1:9150";
  private static final String REACHED =
      "reached at " + FakeTor.service(FakeTor.NEW_KEY) + ".onion:8333";
  private static final String ADD = "ADD_ONION NEW:ED25519-V3 PoWDefensesEnabled=1 Port=8333,";

  @TempDir Path folder;
  private final FakeTor tor = new FakeTor();
  private final VirtualPort port = new VirtualPort(tor);
  private final Noted noted = new Noted();
  private String password = "";
  private TorControl control;

  @BeforeEach
  void begin() {
    control =
        new TorControl(
            port,
            port::now,
            (target, found) ->
                new Conversation(
                    new Conversation.Terms(password, 8333, target),
                    new OnionKey(folder),
                    CookieFile::read,
                    () -> new byte[32],
                    found),
            noted,
            "127.0.0.1:9051");
    control.target(TARGET);
  }

  /** Runs until the first connection is over. */
  private void once() {
    port.pausing = control::end;
    control.run();
  }

  private String finding() {
    return control.finding().severity() + " " + control.finding().detail();
  }

  @Test
  void whereNothingIsAskedNothingIsSaid() {
    once();
    assertEquals(
        List.of(
            "PROTOCOLINFO 1",
            "AUTHENTICATE",
            "GETINFO net/listeners/socks",
            ADD + "127.0.0.1:8334"),
        tor.heard);
    assertEquals(List.of(WAY, REACHED, "not reached", "no way"), noted.told);
  }

  @Test
  void aPasswordIsQuoted() {
    tor.methods = "HASHEDPASSWORD";
    tor.password = "a\\\"b\\\\c";
    password = "a\"b\\c";
    once();
    assertTrue(noted.told.contains(REACHED), noted.told::toString);
  }

  @Test
  void aCookieIsProvenByBothSides() throws IOException {
    cookie(32);
    once();
    assertEquals("AUTHCHALLENGE SAFECOOKIE " + "0".repeat(64), tor.heard.get(1));
    assertTrue(noted.told.contains(REACHED), noted.told::toString);
  }

  private void cookie(int size) throws IOException {
    tor.methods = "COOKIE,SAFECOOKIE";
    tor.cookieFile = folder.resolve("control_auth_cookie");
    Files.write(tor.cookieFile, new byte[size]);
  }

  @Test
  void whoDoesNotKnowTheCookieIsNotToldOurProof() throws IOException {
    cookie(32);
    tor.cookie[0] = 1;
    once();
    assertEquals(2, tor.heard.size());
    assertEquals(
        "WARNING Tor at 127.0.0.1:9051: it does not know the cookie: it may not be Tor", finding());
    assertEquals(List.of(), noted.told);
  }

  @Test
  void aCookieOfAnotherSizeIsNone() throws IOException {
    cookie(31);
    once();
    assertEquals(List.of("PROTOCOLINFO 1"), tor.heard);
    assertTrue(finding().endsWith("has 31 bytes (must be 32)"), finding());
  }

  @ParameterizedTest
  @CsvSource({
    "HASHEDPASSWORD, '', it wants a password: set password of patchbay.tor",
    "'COOKIE,SAFECOOKIE', secret, 'it takes no password, but COOKIE, SAFECOOKIE'",
    "NULL, secret, 'it takes no password, but NULL'",
    "SAFECOOKIE, '', 'it can be told in no known way who we are, but by SAFECOOKIE'",
    "x\u001by, '', 'it can be told in no known way who we are, but by x?y'",
  })
  void whatCannotBeSaidIsNot(String methods, String configured, String reason) {
    tor.methods = methods;
    password = configured;
    once();
    assertEquals(List.of("PROTOCOLINFO 1"), tor.heard);
    assertEquals("WARNING Tor at 127.0.0.1:9051: " + reason, finding());
  }

  @ParameterizedTest
  @CsvSource({
    "PROTOCOLINFO, '510 Unrecognized command', it did not say how to authenticate: 510"
        + " Unrecognized command",
    "PROTOCOLINFO, '250 OK', 'it can be told in no known way who we are, but by none that it"
        + " names'",
    "PROTOCOLINFO, '250 AUTH METHODS=\"', it did not say how to authenticate: a quote does not"
        + " end",
    "AUTHENTICATE, '515 Bad authentication', it does not let us in: 515 Bad authentication",
    "AUTHENTICATE, '551 Internal error', it does not let us in: 551 Internal error",
    "ADD_ONION, '550 Onion address collision', it made no onion service: 550 Onion address"
        + " collision",
    "ADD_ONION, '551 Failed to add Onion Service', it made no onion service: 551 Failed to add"
        + " Onion Service",
    "ADD_ONION, '552 x\u0007', it made no onion service: 552 x?",
    "ADD_ONION, '512 Bad arguments', it made no onion service: 512 Bad arguments",
    "ADD_ONION, '250 OK', 'the onion service has no address: \"\"'",
    "ADD_ONION, '250 ServiceID=abc', 'the onion service has no address: \"abc\"'",
  })
  void errorsAreSaid(String command, String answer, String reason) {
    tor.instead.put(command, answer + "\r\n");
    once();
    assertEquals("WARNING Tor at 127.0.0.1:9051: " + reason, finding());
    assertFalse(noted.told.toString().contains("reached at"), noted.told::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "250 AUTHCHALLENGE SERVERNONCE=00 SERVERHASH=00, 'SERVERNONCE \"00\" (must be 64 hex digits)'",
    "250 AUTHCHALLENGE, 'SERVERNONCE \"\" (must be 64 hex digits)'",
    "513 Invalid base16 client nonce, 513 Invalid base16 client nonce",
    "512 AUTHCHALLENGE only supports SAFECOOKIE, 512 AUTHCHALLENGE only supports SAFECOOKIE",
  })
  void aChallengeThatProvesNothingEndsIt(String answer, String reason) throws IOException {
    cookie(32);
    tor.instead.put("AUTHCHALLENGE", answer + "\r\n");
    once();
    assertEquals(
        "WARNING Tor at 127.0.0.1:9051: it did not prove that it knows the cookie: " + reason,
        finding());
  }

  @Test
  void anOlderTorMakesAServiceWithoutItsDefence() {
    tor.knowsDefence = false;
    once();
    assertEquals(
        List.of(ADD + "127.0.0.1:8334", "ADD_ONION NEW:ED25519-V3 Port=8333,127.0.0.1:8334"),
        tor.heard.subList(3, 5));
    assertTrue(noted.told.contains(REACHED), noted.told::toString);
  }

  @Test
  void whereTheListenersAreNotToldTheUsualOneIsTaken() {
    tor.instead.put("GETINFO", "552 Unrecognized key \"net/listeners/socks\"\r\n");
    once();
    assertEquals("way /127.0.0.1:9050", noted.told.get(0));
    assertTrue(noted.told.contains(REACHED), noted.told::toString);
  }

  @Test
  void theKeyIsKeptAndTheNextServiceHasTheSameAddress() throws IOException {
    once();
    assertEquals(FakeTor.NEW_KEY, Files.readString(folder.resolve("onion_v3_private_key")));
    tor.heard.clear();
    noted.told.clear();
    begin();
    once();
    assertEquals(
        "ADD_ONION " + FakeTor.NEW_KEY + " PoWDefensesEnabled=1 Port=8333,127.0.0.1:8334",
        tor.heard.get(3));
    assertEquals(REACHED, noted.told.get(1));
  }

  @Test
  void aFileWithoutAKeyMakesNoServiceAndTheWayStaysOpen() throws IOException {
    Files.writeString(folder.resolve("onion_v3_private_key"), "nonsense");
    port.pausing =
        () -> {
          assertEquals(List.of(WAY), noted.told.stream().distinct().toList());
          if (port.pauses.size() == 3) {
            control.end();
          }
        };
    control.run();
    assertTrue(finding().contains("onion_v3_private_key holds no key"), finding());
    assertFalse(tor.heard.toString().contains("ADD_ONION"));
    assertEquals("no way", noted.told.get(noted.told.size() - 1));
  }

  @Test
  void whileNobodyIsThereItIsLookedForMoreAndMoreSeldom() {
    port.listening = false;
    port.pausing =
        () -> {
          assertEquals(
              "OK no Tor at 127.0.0.1:9051 (Connection refused)", finding(), "no Tor is no fault");
          if (port.pauses.size() == 20) {
            control.end();
          }
        };
    control.run();
    assertEquals(
        List.of(1000L, 1500L, 2250L),
        port.pauses.subList(0, 3).stream().map(Duration::toMillis).toList());
    assertEquals(Duration.ofMinutes(10), port.pauses.get(19));
    assertEquals(List.of(), noted.told, "nothing is opened for a Tor that is not there");
  }

  @Test
  void aLostConnectionTakesAllBackAndBeginsAnewAfterASecond() {
    port.pausing =
        () -> {
          if (port.pauses.size() <= 2) {
            port.listening = port.pauses.size() == 2;
            assertEquals(List.of(WAY, REACHED, "not reached", "no way"), List.copyOf(noted.told));
          } else {
            control.end();
          }
        };
    control.run();
    assertEquals(
        List.of(1000L, 1500L, 1000L), port.pauses.stream().map(Duration::toMillis).toList());
    assertEquals(
        List.of(WAY, REACHED, "not reached", "no way", WAY, REACHED, "not reached", "no way"),
        noted.told);
    assertEquals(
        "WARNING the control connection to 127.0.0.1:9051 failed: it was closed", finding());
  }

  @Test
  void eventsAreNoReplies() {
    tor.instead.put(
        "GETINFO",
        "650 STATUS\r\n250-net/listeners/socks=\"127.0.0.1:9150\"\r\n650-A\r\n650 B\r\n250 OK\r\n");
    int[] events = {3};
    port.idle =
        () -> {
          assertEquals(
              "OK others reach us at " + REACHED.substring(11) + " by Tor at 127.0.0.1:9051",
              finding());
          if (events[0]-- > 0) {
            port.say("650 CIRC 1 BUILT\r\n");
          } else {
            port.close();
          }
        };
    once();
    assertEquals(List.of(WAY, REACHED, "not reached", "no way"), noted.told);
  }

  @Test
  void anAnswerThatNobodyAskedForEndsIt() {
    port.idle = () -> port.say("250 OK\r\n");
    once();
    assertEquals("WARNING Tor at 127.0.0.1:9051: it said what nobody asked for: 250 OK", finding());
  }

  @Test
  void whoIsSilentIsNotWaitedForForEver() {
    tor.instead.put("PROTOCOLINFO", "");
    once();
    assertEquals(Duration.ofSeconds(61).toNanos(), port.now, "with the pause after it");
    assertTrue(finding().endsWith("failed: no answer within 60 s"), finding());
  }

  @Test
  void whoSaysTooMuchIsNotListenedTo() {
    tor.instead.put("PROTOCOLINFO", "250-" + "x".repeat(100_000) + "\r\n250 OK\r\n");
    once();
    assertEquals(
        "WARNING what 127.0.0.1:9051 says is not Tor's: a line of more than 100000 bytes",
        finding());
    assertEquals(Severity.WARNING, control.finding().severity());
  }

  @Test
  void whatListensElsewhereIsLedToAtOnce() {
    control.target(Optional.empty());
    int[] seen = {0};
    port.idle =
        () -> {
          if (seen[0]++ == 0) {
            assertEquals(List.of(WAY), List.copyOf(noted.told));
            assertTrue(finding().startsWith("OK a way into Tor by"), finding());
            control.target(Optional.of(new InetSocketAddress("::1", 7)));
          } else {
            control.end();
          }
        };
    control.run();
    assertEquals(List.of(), port.pauses);
    assertEquals(ADD + "[::1]:7", tor.heard.get(tor.heard.size() - 1));
    assertEquals(List.of(WAY, WAY, REACHED, "not reached", "no way"), noted.told);
  }
}
