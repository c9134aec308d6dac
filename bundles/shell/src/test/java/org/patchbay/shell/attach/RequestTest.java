package org.patchbay.shell.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
  @Test
  void hasLinesThenCommands() {
    assertEquals(
        new Request(false, true, "xterm", 120, 40, "peer:list\n\nchain:tip"),
        Request.parse(
            "patchbay-shell=1\nmode=run\njson=true\nterm=xterm\ncolumns=120\nrows=40\n\n"
                + "peer:list\n\nchain:tip"));
  }

  @Test
  void whatIsNotSaidIsAnEmptyScriptForNoTerminal() {
    assertEquals(
        new Request(false, false, "dumb", 80, 24, ""), Request.parse("patchbay-shell=1\n\n"));
  }

  @ParameterizedTest
  @CsvSource({"0, 80", "-5, 80", "99999, 80", "x, 80", "'', 80", "10000, 10000"})
  void aSizeThatNoWindowHasIsNotTaken(String word, int columns) {
    assertEquals(columns, Request.parse("patchbay-shell=1\ncolumns=" + word).columns());
  }

  @Test
  void aTerminalsTypeIsAName() {
    assertEquals("dumb", Request.parse("patchbay-shell=1\nterm=../../etc/x").term());
  }

  @Test
  void anotherVersionIsNamed() {
    Exception refused =
        assertThrows(
            IllegalArgumentException.class, () -> Request.parse("patchbay-shell=2\nmode=run"));
    assertTrue(refused.getMessage().contains("version \"2\""), refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Request.parse("GET / HTTP/1.1"));
  }

  @Test
  void aCommandIsALineOrLinesWithinBrackets() {
    assertEquals(
        List.of("peer:list", "each [1 2] {\n  echo $it\n}", "chain:tip"),
        CommandRun.commands("peer:list\n\neach [1 2] {\n  echo $it\n}\nchain:tip\n"));
    assertEquals(List.of("echo {"), CommandRun.commands("echo {"));
    assertEquals(List.of(), CommandRun.commands("\n \n"));
  }
}
