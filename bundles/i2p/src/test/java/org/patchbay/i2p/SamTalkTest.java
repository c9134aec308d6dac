package org.patchbay.i2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Opening.Step;
import org.patchbay.wire.NetworkAddress;

/** What is said to a SAM bridge, and what follows from what it answers. */
class SamTalkTest {
  private static final String HELLO = "HELLO REPLY RESULT=OK VERSION=3.1";
  private static final NetworkAddress PEER = Keys.key(7).address();

  private final List<String> told = new ArrayList<>();

  private static Step hear(Opening talk, String line) {
    return talk.read(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private static String said(Step step) {
    Opening.Say say = assertInstanceOf(Opening.Say.class, step);
    assertEquals(Duration.ofMinutes(3), say.patience());
    return new String(say.say().toCompletableFuture().join(), StandardCharsets.US_ASCII);
  }

  private static void silent(Step step) {
    Opening.Say say = assertInstanceOf(Opening.Say.class, step);
    assertEquals(0, say.say().toCompletableFuture().join().length);
    assertEquals(Duration.ZERO, say.patience(), "it may take for ever");
  }

  private static String failure(Step step, boolean ofTarget) {
    Opening.Failed failed = assertInstanceOf(Opening.Failed.class, step);
    assertEquals(ofTarget, failed.ofTarget(), failed.reason());
    return failed.reason();
  }

  private SamTalk connect(NetworkAddress to) {
    return new SamTalk(
        new StreamConnect(
            "abc",
            to,
            new StreamConnect.Listener() {
              @Override
              public void reached() {
                told.add("reached");
              }

              @Override
              public void broken(String reason) {
                told.add("broken");
              }
            }));
  }

  private SamTalk accept() {
    return new SamTalk(
        new StreamAccept(
            "abc",
            new StreamAccept.Listener() {
              @Override
              public void waiting() {
                told.add("waiting");
              }

              @Override
              public void came() {
                told.add("came");
              }

              @Override
              public void broken(String reason) {
                told.add("broken");
              }
            }));
  }

  private final CompletableFuture<Void> kept = new CompletableFuture<>();

  private final SessionCreate.Listener session =
      new SessionCreate.Listener() {
        @Override
        public CompletionStage<Void> keep(PrivateKey made) {
          told.add("keep " + made.address());
          return kept;
        }

        @Override
        public void stands(PrivateKey ours) {
          told.add("stands " + ours.address());
        }
      };

  /** Up to the point where the script has said its first request. */
  private static Step greeted(SamTalk talk) {
    assertEquals("HELLO VERSION MIN=3.1 MAX=3.1\n", said(talk.begin()));
    return hear(talk, HELLO);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "HELLO REPLY RESULT=NOVERSION, "
            + "does not speak version 3.1 of SAM: HELLO REPLY NOVERSION",
        "HELLO REPLY RESULT=OK VERSION=3.3, does not speak version 3.1 of SAM: HELLO REPLY OK",
        "HELLO REPLY RESULT=OK, does not speak version 3.1 of SAM: HELLO REPLY OK",
        "'HELLO REPLY RESULT=I2P_ERROR MESSAGE=\"no way\"', "
            + "'does not speak version 3.1 of SAM: HELLO REPLY I2P_ERROR, \"no way\"'",
        "STREAM STATUS RESULT=OK, answers to HELLO VERSION: STREAM STATUS OK",
        "HTTP/1.1 400, answers to HELLO VERSION: HTTP/1.1 400",
        "garbage, says what cannot be read: no reply: fewer than two words",
      })
  void onlyVersion31IsSpoken(String reply, String why) {
    SamTalk talk = connect(PEER);
    talk.begin();
    assertEquals("the SAM bridge " + why, failure(hear(talk, reply), false));
  }

  @Test
  void aPeerIsLookedUpAndAskedFor() {
    SamTalk talk = connect(PEER);
    assertEquals("NAMING LOOKUP NAME=" + PEER.host() + "\n", said(greeted(talk)));
    String found = "NAMING REPLY RESULT=OK NAME=x VALUE=" + Keys.destination(7);
    assertEquals(
        "STREAM CONNECT ID=abc DESTINATION=" + Keys.destination(7) + " SILENT=false\n",
        said(hear(talk, found)));
    ByteBuffer rest = ByteBuffer.wrap("STREAM STATUS RESULT=OK\nXYZ".getBytes());
    assertEquals(new Opening.Open(PEER), talk.read(rest));
    assertEquals(3, rest.remaining(), "the peer's bytes are left");
    assertEquals(List.of("reached"), told);
  }

  @Test
  void everySplitOfTheBytesIsTheSame() {
    byte[] all =
        (HELLO
                + "\nNAMING REPLY RESULT=OK NAME=x VALUE="
                + Keys.destination(7)
                + "\nSTREAM STATUS RESULT=OK\n")
            .getBytes(StandardCharsets.US_ASCII);
    for (int size : new int[] {1, 2, 3, 7, 100, all.length}) {
      SamTalk talk = connect(PEER);
      talk.begin();
      Step last = Opening.MORE;
      for (int from = 0; from < all.length; from += size) {
        ByteBuffer in = ByteBuffer.wrap(all, from, Math.min(size, all.length - from));
        while (in.hasRemaining()) {
          last = talk.read(in);
        }
      }
      assertEquals(new Opening.Open(PEER), last, "in pieces of " + size);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CANT_REACH_PEER, true",
    "TIMEOUT, true",
    "I2P_ERROR, false",
    "INVALID_KEY, false",
    "INVALID_ID, false",
    "KEY_NOT_FOUND, false",
    "PEER_NOT_FOUND, false",
    "DUPLICATED_DEST, false",
    "'', false",
  })
  void onlyThatAPeerIsNotReachedIsItsOwnFailure(String result, boolean ofTarget) {
    SamTalk talk = connect(PEER);
    greeted(talk);
    hear(talk, "NAMING REPLY RESULT=OK NAME=x VALUE=" + Keys.destination(7));
    String why = failure(hear(talk, "STREAM STATUS RESULT=" + result + " MESSAGE=so"), ofTarget);
    assertTrue(why.endsWith((" STREAM STATUS " + result).stripTrailing() + ", \"so\""), why);
    assertEquals(result.equals("INVALID_ID") ? List.of("broken") : List.of(), told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NAMING REPLY RESULT=KEY_NOT_FOUND NAME=x",
        "NAMING REPLY RESULT=INVALID_KEY NAME=x",
        "NAMING REPLY RESULT=OK NAME=x",
        "NAMING REPLY RESULT=OK NAME=x VALUE=AAAA",
        "NAMING REPLY RESULT=OK NAME=x VALUE=+/+/",
        "STREAM STATUS RESULT=OK",
        "NAMING REPLY RESULT=OK RESULT=OK",
        ""
      })
  void aNameThatIsNotFoundIsTheRoutersFailure(String reply) {
    SamTalk talk = connect(PEER);
    greeted(talk);
    assertTrue(failure(hear(talk, reply), false).startsWith("the SAM bridge "));
  }

  @Test
  void theDestinationOfSomebodyElseIsNotTaken() {
    SamTalk talk = connect(PEER);
    greeted(talk);
    String other = "NAMING REPLY RESULT=OK NAME=x VALUE=" + Keys.destination(8);
    assertEquals(
        "the SAM bridge finds the destination of somebody else for " + PEER,
        failure(hear(talk, other), false));
  }

  @Test
  void aPortIsRefusedAndTellsOfThePeer() {
    NetworkAddress ported = PEER.withPort(8333);
    assertEquals(
        ported + ": I2P has no ports (must be 0)", failure(greeted(connect(ported)), true));
  }

  @Test
  void whoComesIsNamedByTheFirstLine() {
    SamTalk talk = accept();
    assertEquals("STREAM ACCEPT ID=abc SILENT=false\n", said(greeted(talk)));
    silent(hear(talk, "STREAM STATUS RESULT=OK"));
    assertEquals(List.of("waiting"), told);
    assertEquals(new Opening.Open(PEER), hear(talk, Keys.destination(7)));
    assertEquals(List.of("waiting", "came"), told);
  }

  @Test
  void whatLaterVersionsAddToTheFirstLineIsLeftOut() {
    SamTalk talk = accept();
    greeted(talk);
    hear(talk, "STREAM STATUS RESULT=OK");
    Step step = hear(talk, Keys.destination(7) + " FROM_PORT=0 TO_PORT=0");
    assertEquals(new Opening.Open(PEER), step);
  }

  @ParameterizedTest
  @CsvSource({
    "ALREADY_ACCEPTING, false",
    "I2P_ERROR, false",
    "INVALID_ID, true",
  })
  void waitingMayBeRefused(String result, boolean broken) {
    SamTalk talk = accept();
    greeted(talk);
    String why = failure(hear(talk, "STREAM STATUS RESULT=" + result), false);
    assertEquals("the SAM bridge refuses STREAM ACCEPT: STREAM STATUS " + result, why);
    assertEquals(broken ? List.of("broken") : List.of(), told);
  }

  @Test
  void aStatusInPlaceOfAPeerSaysThatTheSessionIsGone() {
    SamTalk talk = accept();
    greeted(talk);
    hear(talk, "STREAM STATUS RESULT=OK");
    String gone = "STREAM STATUS RESULT=I2P_ERROR MESSAGE=\"Session was closed\"";
    assertTrue(failure(hear(talk, gone), false).contains("Session was closed"));
    assertEquals(List.of("waiting", "broken"), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "AAAA", "version 70016"})
  void garbageInPlaceOfAPeerEndsOnlyThatWait(String line) {
    SamTalk talk = accept();
    greeted(talk);
    hear(talk, "STREAM STATUS RESULT=OK");
    failure(hear(talk, line), false);
    assertEquals(List.of("waiting"), told);
  }

  @Test
  void aLineIsBounded() {
    SamTalk talk = accept();
    talk.begin();
    byte[] much = "x".repeat(SamLines.LONGEST - 1).getBytes(StandardCharsets.US_ASCII);
    assertEquals(Opening.MORE, talk.read(ByteBuffer.wrap(much)));
    assertEquals(
        "the SAM bridge says what cannot be read: a line of more than 65536 bytes",
        failure(talk.read(ByteBuffer.wrap(new byte[] {'x'})), false));
  }

  @Test
  void theFirstLastingSessionIsOfAKeyThatIsKeptFirst() {
    SamTalk talk = new SamTalk(SessionCreate.lasting("abc", Optional.empty(), session));
    assertEquals("DEST GENERATE SIGNATURE_TYPE=7\n", said(greeted(talk)));
    PrivateKey made = Keys.key(3);
    Step step = hear(talk, "DEST REPLY PUB=" + Keys.destination(3) + " PRIV=" + made.text());
    CompletionStage<byte[]> request = assertInstanceOf(Opening.Say.class, step).say();
    assertEquals(List.of("keep " + made.address()), told);
    assertTrue(!request.toCompletableFuture().isDone(), "nothing is said before it is on disk");
    kept.complete(null);
    assertEquals(lasting(made), said(step));
    silent(hear(talk, "SESSION STATUS RESULT=OK DESTINATION=" + made.text()));
    assertEquals("stands " + made.address(), told.get(1));
  }

  private static String lasting(PrivateKey key) {
    return "SESSION CREATE STYLE=STREAM ID=abc DESTINATION="
        + key.text()
        + " i2cp.leaseSetEncType=4,0 inbound.quantity=3 outbound.quantity=3\n";
  }

  @Test
  void aLastingSessionIsOfTheKeyThatIsThere() {
    SamTalk talk = new SamTalk(SessionCreate.lasting("abc", Optional.of(Keys.key(3)), session));
    assertEquals(lasting(Keys.key(3)), said(greeted(talk)));
    silent(hear(talk, "SESSION STATUS RESULT=OK DESTINATION=" + Keys.key(3).text()));
    assertEquals(List.of("stands " + Keys.key(3).address()), told);
  }

  @Test
  void aPassingSessionHasFewTunnelsAndAnAddressOfItsOwn() {
    SamTalk talk = new SamTalk(SessionCreate.passing("abc", session));
    assertEquals(
        "SESSION CREATE STYLE=STREAM ID=abc DESTINATION=TRANSIENT SIGNATURE_TYPE=7"
            + " i2cp.leaseSetEncType=4,0 inbound.quantity=1 outbound.quantity=1\n",
        said(greeted(talk)));
    silent(hear(talk, "SESSION STATUS RESULT=OK DESTINATION=" + Keys.key(4).text()));
    assertEquals(List.of("stands " + Keys.key(4).address()), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DUPLICATED_ID", "DUPLICATED_DEST", "INVALID_KEY", "I2P_ERROR"})
  void aSessionMayBeRefused(String result) {
    SamTalk talk = new SamTalk(SessionCreate.lasting("abc", Optional.of(Keys.key(3)), session));
    greeted(talk);
    assertEquals(
        "the SAM bridge refuses SESSION CREATE: SESSION STATUS " + result + ", \"so it is\"",
        failure(hear(talk, "SESSION STATUS RESULT=" + result + " MESSAGE=\"so it is\""), false));
    assertEquals(List.of(), told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SESSION STATUS RESULT=OK",
        "SESSION STATUS RESULT=OK DESTINATION=AAAA",
        "DEST REPLY PUB=AAAA PRIV=AAAA",
        "garbage"
      })
  void aPassingSessionWithoutAKeyIsNone(String reply) {
    SamTalk talk = new SamTalk(SessionCreate.passing("abc", session));
    greeted(talk);
    failure(hear(talk, reply), false);
    assertEquals(List.of(), told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEST REPLY RESULT=I2P_ERROR",
        "DEST REPLY PUB=AAAA PRIV=AAAA",
        "SESSION STATUS RESULT=OK",
      })
  void aKeyThatIsNoneIsNotKept(String reply) {
    SamTalk talk = new SamTalk(SessionCreate.lasting("abc", Optional.empty(), session));
    greeted(talk);
    failure(hear(talk, reply), false);
    assertEquals(List.of(), told);
  }

  @Test
  void aStandingSessionEndsByTheRoutersWord() {
    SamTalk talk = new SamTalk(SessionCreate.passing("abc", session));
    greeted(talk);
    hear(talk, "SESSION STATUS RESULT=OK DESTINATION=" + Keys.key(4).text());
    assertEquals(Opening.MORE, hear(talk, "PING 1"));
    assertTrue(
        failure(hear(talk, "SESSION STATUS RESULT=I2P_ERROR MESSAGE=gone"), false)
            .startsWith("the SAM bridge ends the session: "));
  }
}
