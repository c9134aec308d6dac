package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.patchbay.api.transport.Arrival;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Unknown;

class InboxTest {
  private final Inbox inbox = new Inbox(bounds(10_000, 100));

  private static Bounds bounds(long bytes, int messages) {
    return new Bounds(
        new Marks(bytes, messages, 1000),
        new Budget(1 << 20, () -> {}),
        new Budget(1 << 20, () -> {}));
  }

  private static Arrival ping(long nonce) {
    return new Arrival.Received(new Ping(nonce), 32, 0);
  }

  private static Arrival bytes(int count) {
    return new Arrival.Received(new Unknown("plugin", new byte[count]), 24 + count, 0);
  }

  @Test
  void announcesOnceUntilFoundEmpty() {
    inbox.offer(ping(1));
    assertTrue(inbox.announce());
    inbox.offer(ping(2));
    assertFalse(inbox.announce());
    assertNotNull(inbox.poll());
    assertNotNull(inbox.poll());
    inbox.offer(ping(3));
    assertFalse(inbox.announce(), "poll has not answered null");
    assertNotNull(inbox.poll());
    assertNull(inbox.poll());
    inbox.offer(ping(4));
    assertTrue(inbox.announce());
  }

  @Test
  void isFullByBytesAndLowAtHalf() {
    for (int i = 0; i < 11; i++) {
      assertFalse(inbox.full());
      inbox.offer(bytes(1000));
    }
    assertTrue(inbox.full());
    assertEquals(11_000, inbox.bytes());
    for (int i = 0; i < 6; i++) {
      assertFalse(inbox.low());
      inbox.poll();
    }
    assertTrue(inbox.low());
  }

  @Test
  void isFullByMessages() {
    for (int i = 0; i <= 100; i++) {
      assertFalse(inbox.full());
      inbox.offer(ping(i));
    }
    assertTrue(inbox.full());
  }

  @Test
  void isFullByWhatRecordsCost() {
    Inbox roomy = new Inbox(bounds(10_000, 1_000_000));
    int messages = 0;
    while (!roomy.full()) {
      roomy.offer(new Arrival.Rejected("x", Arrival.Flaw.PAYLOAD, "", 24, 0));
      messages++;
    }
    assertEquals(0, roomy.bytes());
    assertTrue(messages < 1000, messages + " messages without payload");
  }

  @Test
  void nothingIsLeftUnannouncedUnderRaces() throws InterruptedException {
    Inbox raced = new Inbox(bounds(1 << 30, 1 << 30));
    int count = 500_000;
    Semaphore readable = new Semaphore(0);
    Thread eventLoop =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                raced.offer(ping(i));
                if (raced.announce()) {
                  readable.release();
                }
              }
            });
    eventLoop.start();
    long expected = 0;
    while (expected < count) {
      assertTrue(readable.tryAcquire(10, TimeUnit.SECONDS), "silent after " + expected);
      for (Arrival arrival = raced.poll(); arrival != null; arrival = raced.poll()) {
        assertEquals(expected++, ((Ping) ((Arrival.Received) arrival).message()).nonce());
      }
    }
    eventLoop.join(10_000);
    assertEquals(0, raced.bytes());
    assertEquals(0, raced.cost());
  }
}
