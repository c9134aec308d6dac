package org.patchbay.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.junit.jupiter.api.Test;
import org.patchbay.logs.LineFormat.Times;

class LineFormatTest {
  private static final LineFormat TEXT = LineFormat.of("text", Times.MILLIS);
  private static final LineFormat JSON = LineFormat.of("json", Times.MICROS);

  @Test
  void aLineForPeople() {
    Entry entry = Lines.about(12, "1.2.3.4:8333", "sending inv (37 bytes) peer=12");
    assertEquals(
        "2026-11-29T12:00:00.123Z DEBUG [net] engine.PeerLines (loop): sending inv (37 bytes)"
            + " peer=12",
        TEXT.line(entry));
    assertEquals(
        "DEBUG [net] engine.PeerLines (loop): sending inv (37 bytes) peer=12",
        LineFormat.of("text", Times.NONE).line(entry));
    assertTrue(
        LineFormat.of("text", Times.MICROS).line(entry).startsWith("2026-11-29T12:00:00.123456Z "));
  }

  @Test
  void anObject() {
    assertEquals(
        "{\"time\":\"2026-11-29T12:00:00.123456Z\",\"level\":\"debug\",\"category\":\"net\","
            + "\"logger\":\"org.patchbay.engine.PeerLines\",\"thread\":\"loop\",\"peer\":12,"
            + "\"peeraddr\":\"1.2.3.4:8333\",\"message\":\"sending\"}",
        JSON.line(Lines.about(12, "1.2.3.4:8333", "sending")));
    assertTrue(JSON.line(Lines.about(12, null, "sending")).contains("\"peer\":12,\"message\""));
  }

  /** What a stranger chose, as his user agent, is one line whatever it is. */
  @Test
  void controlCharactersEndNoLineAndReachNoTerminal() {
    String chosen = "a\nb\r\u001b[2Jc\u0085d\u2028e\\\"\ud800f\ud83d\ude00";
    assertTrue(
        TEXT.line(Lines.about(1, null, chosen))
            .endsWith(": a\\x0ab\\x0d\\x1b[2Jc\\x85d\\u2028e\\\"\ud800f\ud83d\ude00"));
    assertTrue(
        JSON.line(Lines.about(1, null, chosen))
            .endsWith("\"a\\nb\\u000d\\u001b[2Jc\\u0085d\u2028e\\\\\\\"\\ud800f\ud83d\ude00\"}"));
  }

  @Test
  void aStackIsIndentedSoThatNothingInItPassesForALine() {
    Entry entry =
        new Entry(
            Lines.NOON,
            Level.ERROR,
            "io.netty.Thing",
            "loop",
            null,
            false,
            "failed",
            new ThrowableProxy(new IllegalStateException("bad /1.2.3.4:5\n2026 INFO forged")),
            0);
    String[] lines = TEXT.line(entry).split("\n");
    assertEquals("2026-11-29T12:00:00.123Z ERROR [-] io.netty.Thing (loop): failed", lines[0]);
    assertEquals("\tjava.lang.IllegalStateException: bad (address)", lines[1]);
    assertEquals("\t2026 INFO forged", lines[2]);
    assertTrue(lines.length > 3);
    for (int i = 1; i < lines.length; i++) {
      assertEquals('\t', lines[i].charAt(0));
    }
    String json = JSON.line(entry);
    assertEquals(1, json.lines().count());
    assertTrue(
        json.contains("\"exception\":\"java.lang.IllegalStateException: bad (address)\\n"), json);
  }
}
