package org.patchbay.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.patchbay.shell.Quantity.Age;
import org.patchbay.shell.Quantity.Bytes;
import org.patchbay.shell.Quantity.Latency;

class QuantityTest {
  @Test
  void agesReadAsPeopleSayThem() {
    assertEquals("0s", new Age(999_999_999L).toString());
    assertEquals("59s", Age.ofSeconds(59).toString());
    assertEquals("3m12s", Age.ofSeconds(192).toString());
    assertEquals("2h05m", Age.ofSeconds(7_505).toString());
    assertEquals("3d04h", Age.ofSeconds(3 * 86_400 + 4 * 3_600).toString());
    assertEquals("-", Age.since(-1, 5).toString());
    assertEquals("0s", Age.since(10, 5).toString(), "a snapshot taken after the clock was read");
  }

  @Test
  void latenciesKeepThreeDigits() {
    assertEquals("850 ns", new Latency(850).toString());
    assertEquals("1.00 µs", new Latency(1_000).toString());
    assertEquals("12.3 µs", new Latency(12_345).toString());
    assertEquals("4.56 ms", new Latency(4_560_000).toString());
    assertEquals("250 ms", new Latency(250_000_000).toString());
    assertEquals("1.50 s", new Latency(1_500_000_000L).toString());
    assertEquals("-", new Latency(-1).toString());
  }

  @Test
  void bytesMoveToTheNextUnitBeforeFourDigits() {
    assertEquals("0 B", new Bytes(0).toString());
    assertEquals("999 B", new Bytes(999).toString());
    assertEquals("1.00 kB", new Bytes(1_000).toString());
    assertEquals("999 kB", new Bytes(999_400).toString());
    assertEquals("1.00 MB", new Bytes(999_600).toString());
    assertEquals("4.56 GB", new Bytes(4_560_000_000L).toString());
    assertEquals("9.22 EB", new Bytes(Long.MAX_VALUE).toString());
  }

  @Test
  void theySortBySize() {
    assertTrue(new Bytes(999).compareTo(new Bytes(1_000)) < 0);
    assertTrue(new Latency(5).compareTo(new Latency(-1)) > 0);
  }
}
