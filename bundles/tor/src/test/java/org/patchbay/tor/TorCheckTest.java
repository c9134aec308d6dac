package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorCheckTest {
  private final TorCheck check = new TorCheck();

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9051, /127.0.0.1:9051",
    "' 127.0.0.1 ', /127.0.0.1:9051",
    "[::1], /[0:0:0:0:0:0:0:1]:9051",
    "[::1]:7, /[0:0:0:0:0:0:0:1]:7",
  })
  void aControlPortIsAnAddress(String text, String address) {
    assertEquals(address, ControlAddress.parse(text).toString());
    assertEquals(Optional.empty(), check.refusal("control", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "localhost:9051", "127.0.0.1:", "127.0.0.1:0", "::1", "1.2.3.4:99999"})
  void whatIsNoneIsRefused(String text) {
    assertEquals(
        Optional.of("\"" + text + "\" (allowed: an address as 127.0.0.1:9051 or [::1]:9051)"),
        check.refusal("control", text));
  }

  @Test
  void aPasswordFitsOnALine() {
    assertEquals(Optional.empty(), check.refusal("password", "a \"b\" \\"));
    assertEquals(
        Optional.of("a password with other characters than the printable ones of ASCII"),
        check.refusal("password", "a\nQUIT"));
  }
}
