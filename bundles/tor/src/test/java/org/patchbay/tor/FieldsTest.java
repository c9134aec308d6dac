package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.wire.MalformedException;

class FieldsTest {
  @Test
  void valuesStandAloneOrInQuotes() throws MalformedException {
    assertEquals(
        Map.of("METHODS", "COOKIE,SAFECOOKIE", "COOKIEFILE", "/var/lib/tor x/cookie"),
        Fields.keyed("METHODS=COOKIE,SAFECOOKIE COOKIEFILE=\"/var/lib/tor x/cookie\""));
    assertEquals(Map.of("Tor", "0.4.9.11"), Fields.keyed("Tor=\"0.4.9.11\" \"a=b\" c"));
    assertEquals(
        List.of("127.0.0.1:9050", "unix:/run/tor/socks", "x"),
        Fields.values("\"127.0.0.1:9050\" \"unix:/run/tor/socks\"  x "));
    assertEquals(Map.of("A", "", "B", "="), Fields.keyed("A= B== =c A=2"));
    assertEquals(Map.of(), Fields.keyed(""));
  }

  @ParameterizedTest
  @CsvSource({
    "a\\\\b, a\\b",
    "a\\\"b, a\"b",
    "\\101\\12x, 'A\nx'",
    "\\1019, A9",
    "\\303\\244, \u00c3\u00a4",
    "\\n\\t\\r\\q, '\n\t\rq'",
    "\\8, 8",
  })
  void escapesAreThoseOfTor(String quoted, String value) throws MalformedException {
    assertEquals(value, Fields.keyed("K=\"" + quoted + "\"").get("K"));
  }

  @ParameterizedTest
  @CsvSource({
    "K=\"abc, a quote does not end",
    "K=\"abc\\, a quote does not end",
    "K=\"abc\\\", a quote does not end",
    "K=\"a\"b, no space after the quote that ends at 5",
    "K=\"\\777\", an escape of 511 (max 255) before 7",
  })
  void whatIsNoQuotedTextIsRefused(String line, String reason) {
    assertEquals(
        reason, assertThrows(MalformedException.class, () -> Fields.keyed(line)).getMessage());
  }

  @Test
  void whatWeQuoteIsReadAsItWas() throws MalformedException {
    String password = "a\"b\\c \\101";
    assertEquals("\"a\\\"b\\\\c \\\\101\"", Fields.quoted(password));
    assertEquals(List.of(password), Fields.values(Fields.quoted(password)));
  }
}
