package org.patchbay.tor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.wire.MalformedException;

class ReplyParserTest {
  private static final String TALK =
      "250-PROTOCOLINFO 1\r\n250-AUTH METHODS=NULL\r\n250 OK\r\n"
          + "650 STATUS_GENERAL NOTICE\r\n"
          + "250+config-text=\r\nA 1\r\n..dotted\r\n\r\n.\r\n250 OK\r\n"
          + "552 Unrecognized key \"x\"\r\n";
  private static final List<Reply> REPLIES =
      List.of(
          new Reply(250, List.of("PROTOCOLINFO 1", "AUTH METHODS=NULL", "OK")),
          new Reply(650, List.of("STATUS_GENERAL NOTICE")),
          new Reply(250, List.of("config-text=", "A 1", ".dotted", "", "OK")),
          new Reply(552, List.of("Unrecognized key \"x\"")));

  private final ReplyParser parser = new ReplyParser();

  private List<Reply> read(byte[] bytes) throws MalformedException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Reply> replies = new ArrayList<>();
    Optional<Reply> reply = parser.read(in);
    while (reply.isPresent()) {
      replies.add(reply.get());
      reply = parser.read(in);
    }
    assertEquals(0, in.remaining());
    return replies;
  }

  private List<Reply> read(String text) throws MalformedException {
    return read(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String refusal(String text) {
    return assertThrows(MalformedException.class, () -> read(text)).getMessage();
  }

  @Test
  void repliesAreReadWhole() throws MalformedException {
    assertEquals(REPLIES, read(TALK));
  }

  @Test
  void repliesAreReadByteByByte() throws MalformedException {
    List<Reply> replies = new ArrayList<>();
    for (byte each : TALK.getBytes(StandardCharsets.ISO_8859_1)) {
      replies.addAll(read(new byte[] {each}));
    }
    assertEquals(REPLIES, replies);
  }

  @Test
  void eventsMayStandBetweenTheLinesOfAReply() throws MalformedException {
    List<Reply> replies =
        read("250-A\r\n650-EVENT\r\n250-B\r\n650+MORE\r\n250 data\r\n.\r\n650 END\r\n250 OK\r\n");
    assertEquals(
        List.of(
            new Reply(650, List.of("EVENT", "MORE", "250 data", "END")),
            new Reply(250, List.of("A", "B", "OK"))),
        replies);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\r\n", "250\r\n", "25a OK\r\n", "HTTP/1.1 400 Bad Request\r\n", "+25 x\r\n"})
  void whatHasNoStatusIsNoReply(String text) {
    assertTrue(refusal(text).startsWith("no status in the line \""), text);
  }

  @Test
  void aLineNeedsItsSignAndItsReplyOneStatus() {
    assertEquals("no sign after the status in the line \"250;x\"", refusal("250;x\r\n"));
    assertEquals("status 551 in a reply of 250", refusal("250-A\r\n551 B\r\n"));
  }

  @Test
  void whatIsSaidOfABadLineIsFitForATerminal() {
    String said = refusal("\u001b[2J\u00ff\r\n");
    assertEquals("no status in the line \"?[2J?\"", said);
    assertTrue(refusal("x".repeat(5_000) + "\r\n").length() < 300);
  }

  @Test
  void aLineIsBounded() throws MalformedException {
    String most = "250 " + "x".repeat(ReplyParser.LONGEST_LINE - 5) + "\r\n";
    assertEquals(1, read(most).size());
    assertEquals(
        "a line of more than 100000 bytes", refusal("x".repeat(ReplyParser.LONGEST_LINE + 1)));
  }

  @Test
  void aReplyIsBoundedInLines() throws MalformedException {
    assertEquals(1, read("250-x\r\n".repeat(999) + "250 x\r\n").size());
    assertEquals(
        "a reply of more than 1000 lines", refusal("250-x\r\n".repeat(1000) + "250 x\r\n"));
    assertEquals("a reply of more than 1000 lines", refusal("650+x\r\n" + "y\r\n".repeat(1000)));
  }

  @Test
  void aReplyIsBoundedInBytes() {
    String line = "250-" + "x".repeat(90_000) + "\r\n";
    assertEquals("a reply of more than 1000000 bytes", refusal(line.repeat(12)));
  }
}
