package org.patchbay.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class TipLineTest {
  @Test
  void workIsToldByItsLogarithmWhateverItsSize() {
    assertEquals(1.0, TipLine.log2(BigInteger.TWO), 1e-9);
    assertEquals(32.000022, TipLine.log2(BigInteger.valueOf(0x1_0001_0001L)), 1e-6);
    assertEquals(95.5, TipLine.log2(BigInteger.valueOf(2).pow(191).sqrt()), 1e-6);
    assertEquals(255.0, TipLine.log2(BigInteger.ONE.shiftLeft(255)), 1e-9);
  }
}
