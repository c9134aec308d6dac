package org.patchbay.i2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.transport.Opening;

/** A node that lets peers in through I2P. */
class AcceptingTest {
  private static final String CREATE = "SESSION CREATE";
  private static final String ACCEPT = "STREAM ACCEPT";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void key() throws IOException {
    file = folder.resolve(KeyFile.NAME);
    Files.write(file, Keys.bytes(1));
  }

  private Surroundings start() {
    return new Surroundings(folder, "127.0.0.1", true);
  }

  private static List<String> words(List<String> said) {
    return said.stream().map(each -> each.replaceAll("(\\S+ \\S+).*", "$1")).toList();
  }

  @Test
  void withoutARouterNothingHappens() {
    Surroundings node = new Surroundings(folder, "", true);
    node.seconds(1_000);
    assertEquals(List.of(), node.router.sockets);
    assertFalse(node.way.open());
    Throwable none =
        assertThrows(CompletionException.class, () -> node.passage(Keys.key(2).address()).join());
    assertEquals("no I2P router is configured", none.getCause().getMessage());
  }

  @Test
  void aSessionOfTheKeptKeyStandsAndAPeerIsWaitedFor() {
    Surroundings node = start();
    assertEquals(
        List.of("HELLO VERSION", CREATE, "HELLO VERSION", ACCEPT), words(node.router.said));
    assertTrue(node.way.open());
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
    String id = node.router.said.get(1).replaceAll(".* ID=([0-9a-f]{10}) .*", "$1");
    assertEquals("STREAM ACCEPT ID=" + id + " SILENT=false", node.router.said.get(3));
  }

  @Test
  void whoListensNowhereLetsNobodyInUnlessToldTo() {
    Surroundings node = new Surroundings(folder, "127.0.0.1", "auto");
    assertEquals(1, node.router.count(ACCEPT));
    node.listens = false;
    node.seconds(5);
    assertEquals(0, node.router.open());
    assertEquals(List.of(), node.addresses.claimed);
    assertEquals("open", node.connect(Keys.key(2).address()));
    assertEquals(2, node.router.count(CREATE), "of a passing session");
    node.listens = true;
    node.seconds(5);
    assertEquals(2, node.router.count(ACCEPT));
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);

    Surroundings told = start();
    told.listens = false;
    told.seconds(60);
    assertEquals(1, told.router.count(ACCEPT));
    assertEquals(1, told.addresses.claimed.size());
  }

  @Test
  void theFirstKeyIsMadeByTheRouterAndKept() throws IOException {
    Files.delete(file);
    Surroundings node = start();
    assertArrayEquals(Keys.bytes(100), Files.readAllBytes(file));
    assertEquals(List.of(Keys.key(100).address()), node.addresses.claimed);
    node.way.stop();
    node.loop.runDue();
    assertEquals(List.of(), node.addresses.claimed);
    assertEquals(List.of(Keys.key(100).address()), start().addresses.claimed);
  }

  @Test
  void whoComesIsNamedAndTheNextOneIsWaitedFor() {
    Surroundings node = start();
    for (int i = 2; i < 5; i++) {
      FakeRouter.Socket waiting = node.router.last(ACCEPT);
      waiting.say(Keys.destination(i));
      assertEquals(new Opening.Open(Keys.key(i).address()), waiting.peer);
      node.loop.runDue();
      assertEquals(i, node.router.count(ACCEPT));
    }
    assertEquals(1, node.router.count(CREATE));
  }

  @Test
  void nobodyIsWaitedForBeforeTheNodeLetsPeersIn() {
    Surroundings node = start();
    node.letIn = false;
    node.router.last(ACCEPT).say(Keys.destination(2));
    node.seconds(60);
    assertEquals(1, node.router.count(ACCEPT));
    node.letIn = true;
    node.seconds(1);
    assertEquals(2, node.router.count(ACCEPT));
  }

  @Test
  void aWaitThatEndsIsFollowedByAnotherAfterASecondMoreEachTime() {
    Surroundings node = start();
    for (int pause = 1; pause <= 5; pause++) {
      node.router.last(ACCEPT).say("garbage");
      node.seconds(pause - 1);
      assertEquals(pause, node.router.count(ACCEPT));
      node.seconds(1);
      assertEquals(pause + 1, node.router.count(ACCEPT));
    }
    assertEquals(1, node.router.count(CREATE), "the session stood all the time");
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
    node.router.last(ACCEPT).say(Keys.destination(2));
    node.loop.runDue();
    node.router.last(ACCEPT).say("garbage");
    node.seconds(1);
    assertEquals(8, node.router.count(ACCEPT), "a peer that came begins it anew");
  }

  @Test
  void aRouterThatIsNotThereIsTriedMoreAndMoreSeldomUpToFiveMinutes() {
    Surroundings node = start();
    node.router.stop();
    node.loop.runDue();
    int before = node.router.sockets.size();
    node.seconds(1 + 2 + 3 + 4);
    assertEquals(4, node.router.sockets.size() - before);
    int full = 300 * 301 / 2;
    node.seconds(full - 10);
    assertEquals(300, node.router.sockets.size() - before);
    node.seconds(299);
    assertEquals(300, node.router.sockets.size() - before);
    node.seconds(1);
    assertEquals(301, node.router.sockets.size() - before, "five minutes and no more");
    node.router.start();
    node.seconds(300);
    assertTrue(node.way.open());
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
  }

  @Test
  void aSessionThatIsLostIsMadeAgainUnderAnotherName() {
    Surroundings node = start();
    node.router.last(CREATE).cut();
    node.loop.runDue();
    assertFalse(node.way.open());
    assertEquals(List.of(), node.addresses.claimed);
    assertEquals(0, node.router.open(), "nobody waits in a session that is gone");
    Throwable why =
        assertThrows(CompletionException.class, () -> node.passage(Keys.key(2).address()).join());
    assertEquals(
        "no session with the I2P router: the other end closed the connection",
        why.getCause().getMessage());
    node.seconds(1);
    assertEquals(2, node.router.count(CREATE));
    assertEquals(
        2, node.router.said.stream().filter(each -> each.startsWith(ACCEPT)).distinct().count());
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
  }

  @Test
  void aSessionThatIsLostInAPauseIsToldOfNoMore() {
    Surroundings node = start();
    node.router.last(ACCEPT).say("garbage");
    node.loop.runDue();
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
    node.router.last(CREATE).cut();
    node.loop.runDue();
    assertEquals(List.of(), node.addresses.claimed);
    node.seconds(1);
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
    assertEquals(2, node.router.count(ACCEPT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SESSION STATUS RESULT=DUPLICATED_ID",
        "SESSION STATUS RESULT=DUPLICATED_DEST",
        "SESSION STATUS RESULT=INVALID_KEY",
        "SESSION STATUS RESULT=I2P_ERROR MESSAGE=\"no tunnels\"",
        "garbage",
      })
  void aSessionThatIsRefusedIsAskedForAgainUnderAnotherName(String refusal) {
    Surroundings node = start();
    node.router.last(CREATE).cut();
    node.router.answer(CREATE, refusal);
    node.seconds(1 + 2);
    assertFalse(node.way.open());
    assertEquals(List.of(), node.addresses.claimed);
    node.router.answerAsEver(CREATE);
    node.seconds(3);
    assertTrue(node.way.open());
    assertEquals(
        4, node.router.said.stream().filter(each -> each.startsWith(CREATE)).distinct().count());
  }

  @Test
  void aRouterThatDoesNotAnswerIsLeftAfterThreeMinutes() {
    Surroundings node = start();
    node.router.last(CREATE).cut();
    node.router.answer("HELLO", "");
    node.seconds(1);
    int before = node.router.sockets.size();
    node.seconds(180);
    assertEquals(before, node.router.sockets.size());
    node.seconds(2);
    assertEquals(before + 1, node.router.sockets.size());
    assertEquals(1, node.router.open());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STREAM STATUS RESULT=INVALID_ID",
        "STREAM STATUS RESULT=I2P_ERROR",
        "STREAM STATUS RESULT=ALREADY_ACCEPTING"
      })
  void whereWaitingIsRefusedNobodyIsToldOfTheAddress(String refusal) {
    Surroundings node = start();
    node.router.answer(ACCEPT, refusal);
    node.router.last(ACCEPT).say(Keys.destination(2));
    node.loop.runDue();
    assertEquals(List.of(), node.addresses.claimed);
    node.router.answerAsEver(ACCEPT);
    node.seconds(1);
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
    int sessions = refusal.endsWith("INVALID_ID") ? 2 : 1;
    assertEquals(sessions, node.router.count(CREATE), "made again where the router forgot it");
  }

  @Test
  void aStatusInPlaceOfAPeerEndsTheSession() {
    Surroundings node = start();
    node.router.last(ACCEPT).say("STREAM STATUS RESULT=I2P_ERROR MESSAGE=\"Session was closed\"");
    node.loop.runDue();
    assertEquals(List.of(), node.addresses.claimed);
    node.seconds(1);
    assertEquals(2, node.router.count(CREATE));
  }

  @Test
  void aKeyThatCannotBeReadIsLeftAloneUntilItCan() throws IOException {
    Files.write(file, new byte[12]);
    Surroundings node = start();
    node.seconds(10);
    assertEquals(List.of(), node.router.sockets);
    assertEquals(12, Files.size(file));
    Files.write(file, Keys.bytes(1));
    node.seconds(10);
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
  }

  @Test
  void peersAreDialledThroughTheSameSession() {
    Surroundings node = start();
    assertEquals("open", node.connect(Keys.key(2).address()));
    assertEquals(1, node.router.count(CREATE));
    node.router.answer("STREAM CONNECT", "STREAM STATUS RESULT=CANT_REACH_PEER");
    assertEquals(
        "true the SAM bridge cannot reach it: STREAM STATUS CANT_REACH_PEER",
        node.connect(Keys.key(2).address()));
    assertTrue(node.way.open());
    node.router.answer("STREAM CONNECT", "STREAM STATUS RESULT=INVALID_ID");
    assertTrue(node.connect(Keys.key(2).address()).startsWith("false "));
    assertFalse(node.way.open(), "a session that the router does not know");
    node.seconds(1);
    assertTrue(node.way.open());
  }

  @Test
  void whatPeersAreToldFollowsWhoTellsThem() {
    Surroundings node = start();
    node.way.unbindAddresses(node.addresses);
    node.loop.runDue();
    assertEquals(List.of(), node.addresses.claimed);
    node.way.bindAddresses(node.addresses);
    node.loop.runDue();
    assertEquals(List.of(Keys.key(1).address()), node.addresses.claimed);
  }

  @Test
  void anotherEntranceIsWaitedForAnew() {
    Surroundings node = start();
    node.way.unbindEntrance(null);
    node.loop.runDue();
    assertEquals(2, node.router.count(ACCEPT));
    assertEquals(2, node.router.open(), "the session and one that waits");
  }

  @Test
  void theConfigurationIsFollowedAtOnce() {
    Surroundings node = start();
    node.way.modified(Surroundings.config("127.0.0.1", false));
    node.loop.runDue();
    assertEquals(0, node.router.open());
    assertEquals(List.of(), node.addresses.claimed);
    assertTrue(node.way.open());
    node.way.modified(Surroundings.config(" 127.0.0.1 ", false));
    node.way.modified(Surroundings.config("", true));
    node.loop.runDue();
    assertFalse(node.way.open());
    node.way.modified(Surroundings.config("nonsense", true));
    node.loop.runDue();
    assertFalse(node.way.open());
    node.way.modified(Surroundings.config("127.0.0.1", true));
    node.loop.runDue();
    assertTrue(node.way.open());
    node.way.stop();
    node.loop.runDue();
    assertFalse(node.way.open());
    assertEquals(0, node.router.open());
    assertEquals(0, node.loop.pending(), "nothing is left to be done");
  }
}
