package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerView;

class TodayTest {
  @Test
  void whatCameBeforeMidnightDoesNotCountAfterIt() {
    TestNode node = new TestNode().start();
    node.loop.advance(Duration.ofDays(1).minusSeconds(10));
    node.guest();
    node.loop.advance(Duration.ofSeconds(5));
    PeerView evening = node.only();
    assertTrue(evening.bytesIn() > 0 && evening.bytesOut() > 0);
    assertEquals(evening.bytesIn(), evening.bytesInToday());
    assertEquals(evening.bytesOut(), evening.bytesOutToday());

    node.loop.advance(Duration.ofSeconds(7));
    PeerView morning = node.only();
    assertEquals(morning.bytesIn() - evening.bytesIn(), morning.bytesInToday());
    assertEquals(morning.bytesOut() - evening.bytesOut(), morning.bytesOutToday());
  }
}
