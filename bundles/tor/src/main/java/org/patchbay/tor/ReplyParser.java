package org.patchbay.tor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.wire.MalformedException;

/**
 * Makes replies of the bytes of a control connection, which may come in any pieces. Confined to the
 * thread of that connection.
 *
 * <p>Rule (control-spec, "Replies from Tor to the controller"): a line is three digits, a sign and
 * text. {@code -} has another line follow, {@code +} lines of data up to one that is a dot, a space
 * ends the reply; all lines of one have the same status. Events may come between any two of them.
 * Bounds (protocol-facts §19.3): 100,000 bytes in a line, 1,000 lines in a reply, those of data
 * included; and 1,000,000 bytes in a reply, so that no stranger on that port fills the memory.
 */
final class ReplyParser {
  static final int LONGEST_LINE = 100_000;
  static final int MOST_LINES = 1_000;
  static final int MOST_BYTES = 1_000_000;

  private static final int PREFIX = 4;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
  private Unfinished asked = new Unfinished();
  private Unfinished event = new Unfinished();

  /** The reply whose data is being read; null outside of data. */
  private Unfinished data;

  private static final class Unfinished {
    final List<String> lines = new ArrayList<>();
    int status;
    int bytes;
  }

  /**
   * Reads up to the end of the next reply; what follows it stays in {@code in}.
   *
   * @return empty when more bytes are needed
   * @throws MalformedException when it is none; nothing can be read after it
   */
  Optional<Reply> read(ByteBuffer in) throws MalformedException {
    while (in.hasRemaining()) {
      byte next = in.get();
      if (next == '\n') {
        Optional<Reply> reply = line(text());
        if (reply.isPresent()) {
          return reply;
        }
      } else {
        if (line.size() == LONGEST_LINE) {
          throw new MalformedException("a line of more than " + LONGEST_LINE + " bytes");
        }
        line.write(next);
      }
    }
    return Optional.empty();
  }

  /** The line without its end, which is CR LF; LF alone does as well. */
  private String text() {
    String text = line.toString(StandardCharsets.ISO_8859_1);
    line.reset();
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private Optional<Reply> line(String text) throws MalformedException {
    if (data != null) {
      if (text.equals(".")) {
        data = null;
      } else {
        add(data, text.startsWith(".") ? text.substring(1) : text);
      }
      return Optional.empty();
    }
    int status = status(text);
    Unfinished reply = status >= 600 ? event : asked;
    if (!reply.lines.isEmpty() && reply.status != status) {
      throw new MalformedException("status " + status + " in a reply of " + reply.status);
    }
    reply.status = status;
    add(reply, text.substring(PREFIX));
    return switch (text.charAt(3)) {
      case '-' -> Optional.empty();
      case '+' -> {
        data = reply;
        yield Optional.empty();
      }
      case ' ' -> Optional.of(finished(reply));
      default ->
          throw new MalformedException(
              "no sign after the status in the line \"" + Text.printable(text) + "\"");
    };
  }

  private static int status(String line) throws MalformedException {
    int status = 0;
    for (int i = 0; i < PREFIX - 1; i++) {
      int digit = line.length() < PREFIX ? -1 : line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new MalformedException("no status in the line \"" + Text.printable(line) + "\"");
      }
      status = status * 10 + digit;
    }
    return status;
  }

  private Reply finished(Unfinished reply) {
    if (reply == event) {
      event = new Unfinished();
    } else {
      asked = new Unfinished();
    }
    return new Reply(reply.status, List.copyOf(reply.lines));
  }

  private static void add(Unfinished reply, String text) throws MalformedException {
    reply.bytes += text.length();
    if (reply.lines.size() == MOST_LINES) {
      throw new MalformedException("a reply of more than " + MOST_LINES + " lines");
    }
    if (reply.bytes > MOST_BYTES) {
      throw new MalformedException("a reply of more than " + MOST_BYTES + " bytes");
    }
    reply.lines.add(text);
  }
}
