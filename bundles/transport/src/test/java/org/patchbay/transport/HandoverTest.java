package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HandoverTest {
  @Test
  void keepsOrderOverItsArrays() {
    Handover<Integer> handover = new Handover<>();
    int next = 0;
    int expected = 0;
    for (int round = 0; round < 50; round++) {
      for (int i = 0; i < round; i++) {
        handover.offer(next++);
      }
      for (int i = 0; i < round - 3; i++) {
        assertEquals(expected++, handover.poll());
      }
    }
    while (!handover.isEmpty()) {
      assertEquals(expected++, handover.poll());
    }
    assertEquals(next, expected);
    assertNull(handover.poll());
  }

  @Test
  void handsEverythingFromThreadToThreadInOrder() throws InterruptedException {
    Handover<Integer> handover = new Handover<>();
    int count = 1_000_000;
    Thread offering =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                handover.offer(i);
              }
            });
    offering.start();
    for (int expected = 0; expected < count; ) {
      Integer got = handover.poll();
      if (got == null) {
        Thread.onSpinWait();
      } else {
        assertEquals(expected++, got);
      }
    }
    offering.join(10_000);
    assertTrue(handover.isEmpty());
  }

  @Test
  void clearForgetsEverything() {
    Handover<Integer> handover = new Handover<>();
    for (int i = 0; i < 1000; i++) {
      handover.offer(i);
    }
    handover.clear();
    assertNull(handover.poll());
    handover.offer(5);
    assertEquals(5, handover.poll());
  }
}
