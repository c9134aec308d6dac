package org.patchbay.portmap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochTest {
  @Test
  void theFirstAnswerTellsNothing() {
    assertEquals(false, new Epoch().lost(0, 1_000));
    assertEquals(false, new Epoch().lost(0xFFFF_FFFFL, 0));
  }

  /** From an epoch of 5000 at our 100, each at its edge. */
  @ParameterizedTest
  @CsvSource({
    "4999, 100, false",
    "4998, 100, true",
    "5000, 102, false",
    "5000, 103, true",
    "5002, 100, false",
    "5003, 100, true",
    // 1600 s here: 1500 less two are enough there.
    "6498, 1700, false",
    "6497, 1700, true",
    // 1600 s there: 1500 less two are enough here.
    "6600, 1598, false",
    "6600, 1597, true",
    "0, 1700, true"
  })
  void bothClocksRunAlike(long epoch, long now, boolean lost) {
    Epoch gateway = new Epoch();
    gateway.lost(5_000, 100);
    assertEquals(lost, gateway.lost(epoch, now));
  }

  @Test
  void afterALossItBeginsAnew() {
    Epoch gateway = new Epoch();
    gateway.lost(5_000, 100);
    assertEquals(true, gateway.lost(3, 700));
    assertEquals(false, gateway.lost(603, 1_300));
  }
}
