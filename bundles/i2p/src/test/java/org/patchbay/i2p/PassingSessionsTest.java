package org.patchbay.i2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.transport.Passage;
import org.patchbay.wire.NetworkAddress;

/** A node that lets nobody in through I2P: a session for each connection. */
class PassingSessionsTest {
  private static final String CREATE = "SESSION CREATE";
  private static final NetworkAddress PEER = Keys.key(2).address();

  @TempDir Path folder;
  private Surroundings node;

  @BeforeEach
  void start() {
    node = new Surroundings(folder, "127.0.0.1", false);
  }

  @Test
  void eachConnectionHasItsOwnSessionAndNoKeyIsKept() {
    assertEquals(0, node.router.sockets.size(), "nothing before it is needed");
    assertTrue(node.way.open());
    assertEquals("open", node.connect(PEER));
    assertEquals("open", node.connect(Keys.key(3).address()));
    assertEquals(2, node.router.count(CREATE));
    assertEquals(0, node.router.count("STREAM ACCEPT"));
    assertFalse(Files.exists(folder.resolve(KeyFile.NAME)));
    assertEquals(List.of(), node.addresses.claimed);
  }

  @Test
  void aSessionEndsWithItsConnection() {
    Passage passage = node.passage(PEER).join();
    node.router.connect(passage, Bridge.CONNECTING, true, null, (reason, ofTarget) -> {});
    node.loop.runDue();
    assertEquals(2, node.router.open());
    passage.left();
    node.loop.runDue();
    assertTrue(node.router.last(CREATE).closed);
    node.passage(PEER);
    assertEquals(2, node.router.count(CREATE), "it serves nobody else");
  }

  @Test
  void aSessionThroughWhichNobodyWasReachedServesTheNext() {
    node.router.answer("STREAM CONNECT", "STREAM STATUS RESULT=TIMEOUT");
    assertTrue(node.connect(PEER).startsWith("true "));
    assertTrue(node.connect(PEER).startsWith("true "));
    node.router.answerAsEver("STREAM CONNECT");
    assertEquals("open", node.connect(PEER));
    assertEquals(1, node.router.count(CREATE));
    assertEquals("open", node.connect(Keys.key(3).address()));
    assertEquals(2, node.router.count(CREATE));
  }

  @Test
  void tenAreKeptAtMost() {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      passages.add(node.passage(PEER).join());
    }
    passages.forEach(Passage::left);
    node.loop.runDue();
    assertEquals(12, node.router.count(CREATE));
    assertEquals(10, node.router.open());
    for (int i = 0; i < 11; i++) {
      node.passage(PEER).join();
    }
    assertEquals(13, node.router.count(CREATE));
  }

  @Test
  void aKeptSessionThatIsLostServesNobody() {
    node.passage(PEER).join().left();
    node.loop.runDue();
    node.router.last(CREATE).cut();
    node.loop.runDue();
    assertEquals("open", node.connect(PEER));
    assertEquals(2, node.router.count(CREATE));
  }

  @Test
  void aSessionThatTheRouterForgotIsNotKept() {
    node.router.answer("STREAM CONNECT", "STREAM STATUS RESULT=INVALID_ID");
    assertTrue(node.connect(PEER).startsWith("false "));
    assertEquals(0, node.router.open());
    node.router.answerAsEver("STREAM CONNECT");
    assertEquals("open", node.connect(PEER));
    assertEquals(2, node.router.count(CREATE));
  }

  @Test
  void whereThereIsNoSessionThereIsNoPassage() {
    node.router.stop();
    Throwable why = assertThrows(CompletionException.class, () -> node.passage(PEER).join());
    assertEquals("Connection refused", root(why));
    node.router.start();
    node.router.answer(CREATE, "SESSION STATUS RESULT=DUPLICATED_ID");
    why = assertThrows(CompletionException.class, () -> node.passage(PEER).join());
    assertEquals("the SAM bridge refuses SESSION CREATE: SESSION STATUS DUPLICATED_ID", root(why));
    assertEquals(0, node.router.open());
    node.router.answerAsEver(CREATE);
    assertEquals("open", node.connect(PEER));
  }

  private static String root(Throwable failure) {
    return failure.getCause() == null ? failure.getMessage() : root(failure.getCause());
  }

  @Test
  void allEndWithTheWay() {
    node.passage(PEER).join().left();
    Passage passage = node.passage(PEER).join();
    node.connect(Keys.key(3).address());
    node.way.stop();
    node.loop.runDue();
    assertEquals(
        0, node.router.sockets.stream().filter(each -> !each.closed && each.peer == null).count());
    passage.left();
    node.loop.runDue();
    assertEquals(0, node.loop.pending());
  }
}
