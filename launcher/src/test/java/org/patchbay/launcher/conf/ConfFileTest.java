package org.patchbay.launcher.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patchbay.launcher.conf.ConfFile.Line;

class ConfFileTest {
  private static ConfFile parse(String text) {
    return ConfFile.parse("bitcoin.conf", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void hasSectionsCommentsAndLinesOfASection() {
    assertEquals(
        List.of(
            new Line("", "server", "1", 2),
            new Line("regtest", "port", "18555", 3),
            new Line("", "uacomment", "a = b", 5),
            new Line("signet", "listen", "", 7),
            new Line("main", "port", "8334", 9)),
        parse(
                "# a node\r\n server = 1 # yes\nregtest.port=18555\n\nuacomment=a = b\n[signet]\nlisten=\n"
                    + "[main]\n\tport=8334")
            .lines());
    assertEquals(List.of(), parse("").lines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1~-b=1 | bitcoin.conf:2: \"-b=1\": options stand here without the dash before them",
        "listen | bitcoin.conf:1: \"listen\": allowed: name=value",
        "nolisten | bitcoin.conf:1: \"nolisten\": allowed: name=value, as nolisten=1",
        "=1 | bitcoin.conf:1: \"=1\": allowed: name=value",
        "[moon] | bitcoin.conf:1: no network \"moon\": allowed: main, test, testnet4, signet, regtest",
        "moon.port=1 | bitcoin.conf:1: no network \"moon\": allowed: main, test, testnet4, signet, regtest",
        "[main]~test.port=1 | bitcoin.conf:2: \"test.port\" in [main]: allowed: names without a dot",
        "rpcpassword=a#b | bitcoin.conf:1: rpcpassword on a line with #: it would end there",
        "a=\u0001b | bitcoin.conf:1: control character 0x01; not a text file"
      })
  void whatCannotBeReadIsNamedWithItsLine(String text, String said) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> parse(text.replace('~', '\n')));
    assertEquals(said, refused.getMessage());
  }

  @Test
  void whatIsNoTextOrTooLongIsRefused() {
    assertEquals(
        "x: not UTF-8 text",
        assertThrows(
                IllegalArgumentException.class,
                () -> ConfFile.parse("x", new byte[] {(byte) 0xff, 1}))
            .getMessage());
    assertEquals(
        "x: length 1000001 (max 1000000)",
        assertThrows(IllegalArgumentException.class, () -> ConfFile.parse("x", new byte[1_000_001]))
            .getMessage());
  }
}
