package org.patchbay.bench.eclipse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void intervalsAreWilsons() {
    assertEquals("0.0 (0.0 to 1.9)", new Share(0, 200).toString());
    assertEquals("100.0 (98.1 to 100.0)", new Share(200, 200).toString());
    assertEquals("50.0 (43.1 to 56.9)", new Share(100, 200).toString());
    assertEquals("10.0 (1.8 to 40.4)", new Share(1, 10).toString());
  }
}
