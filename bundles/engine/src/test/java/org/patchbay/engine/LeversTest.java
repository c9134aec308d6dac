package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;

class LeversTest {
  @Test
  void whileAnybodyAsksForItTheNodeBacksOff() {
    Listener listener = new Listener();
    TestNode node = new TestNode("permissions", new String[] {"noban@0.0.0.0/0"}).start(listener);
    node.guest();
    node.engine.levers().ease("bandwidth", true);
    node.engine.levers().ease("other", true);
    node.loop.runDue();
    assertTrue(listener.sessions.get(1L).strained());
    node.guest();
    assertEquals(2, node.established().size(), "noban peers come in");
    node.configure("permissions", new String[0]);
    Stranger refused = node.silent();
    assertEquals(
        List.of(CloseReason.Code.NO_SLOT), node.engine.endedByReason().keySet().stream().toList());
    node.engine.levers().ease("bandwidth", false);
    node.loop.runDue();
    assertTrue(listener.sessions.get(1L).strained());
    node.engine.levers().ease("other", false);
    node.engine.levers().ease("other", false);
    node.loop.runDue();
    assertFalse(listener.sessions.get(1L).strained());
    node.guest();
    assertEquals(3, node.established().size());
    assertEquals(1, refused.closed().size());
  }

  @Test
  void attemptsAreMadeAtOnceAndWithinTheSlots() {
    Book book = book();
    TestNode node = new TestNode(Network.MAIN, "outbound", 6);
    node.engine.add(book);
    node.start();
    node.loop.advance(Duration.ofMillis(600));
    int before = book.attempted.size();
    node.engine.levers().dial(3);
    node.loop.runDue();
    assertEquals(before + 3, book.attempted.size());
    node.engine.levers().dial(1_000);
    node.loop.runDue();
    assertEquals(before + 6, book.attempted.size(), "no more than there are slots");
  }

  @Test
  void diversityTakesOneSlotMoreInTheNetworksAskedFor() {
    Book book = book();
    TestNode node = new TestNode(Network.MAIN, "outbound", 2);
    node.engine.add(book);
    node.start();
    node.engine.levers().dial(2);
    node.loop.runDue();
    int before = book.attempted.size();
    assertEquals(2, before);
    node.engine.levers().dial(5, Set.of(NetworkClass.ONION));
    node.loop.runDue();
    assertEquals(before, book.attempted.size(), "a network without a proxy is not dialled");
    node.engine.levers().dial(5, Set.of(NetworkClass.IPV4, NetworkClass.ONION));
    node.loop.runDue();
    assertEquals(before + 1, book.attempted.size());
    assertTrue(book.asked.contains(Set.of(NetworkClass.IPV4)));
  }

  /** Many addresses, each in a group of its own. */
  private static Book book() {
    Book book = new Book();
    for (int i = 1; i <= 40; i++) {
      book.addresses.add(NetworkAddress.parse("11." + i + ".0.1:8333"));
    }
    return book;
  }
}
