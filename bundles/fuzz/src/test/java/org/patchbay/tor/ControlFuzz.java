package org.patchbay.tor;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;

/**
 * Whoever answers on Tor's control port: the same conversation in one piece and in many, no more
 * memory, nothing said that is not one line, and reasons that fit a terminal.
 */
public final class ControlFuzz {
  private static final long FIXED = 64 * 1024;
  private static final long EACH = 64L * Integer.getInteger("fuzz.hooks", 1);

  /** Nothing can be written there, so that no input waits for a disk. */
  private static final Path NOWHERE = Path.of("target", "no", "such", "folder");

  private ControlFuzz() {}

  /** What is configured, how the stream is split, and the stream. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    int configured = parts.next();
    byte[] steps = parts.piece();
    byte[] stream = parts.rest();
    List<String> whole =
        Allocation.bounded(stream.length, FIXED, EACH, () -> talk(configured, stream, new byte[0]));
    List<String> split = talk(configured, stream, steps);
    if (!whole.equals(split)) {
      throw new AssertionError(whole + " in one piece, " + split + " in many");
    }
  }

  private static List<String> talk(int configured, byte[] stream, byte[] steps) {
    Notes notes = new Notes();
    Conversation conversation =
        new Conversation(
            new Conversation.Terms(
                (configured & 1) == 0 ? "" : "a \"b\" \\",
                8333,
                (configured & 2) == 0
                    ? Optional.of(new InetSocketAddress("127.0.0.1", 8334))
                    : Optional.empty()),
            new OnionKey(NOWHERE),
            name -> new byte[SafeCookie.SIZE],
            () -> new byte[SafeCookie.SIZE],
            notes);
    notes.step(conversation.begin());
    ReplyParser parser = new ReplyParser();
    int at = 0;
    try {
      for (int i = 0; at < stream.length && !notes.failed; i++) {
        int step = i < steps.length ? 1 + (steps[i] & 0xFF) : stream.length - at;
        int end = Math.min(stream.length, at + step);
        ByteBuffer in = ByteBuffer.wrap(stream, at, end - at);
        at = end;
        Optional<Reply> reply = parser.read(in);
        while (reply.isPresent() && !notes.failed) {
          if (!reply.get().event()) {
            notes.step(conversation.take(reply.get()));
          }
          reply = parser.read(in);
        }
      }
    } catch (MalformedException flaw) {
      notes.reason(flaw.getMessage());
    }
    return notes.said;
  }

  private static final class Notes implements Conversation.Found {
    final List<String> said = new ArrayList<>();
    boolean failed;

    void step(Conversation.Step step) {
      if (step instanceof Conversation.Say say) {
        if (!say.line().matches("[ -~]{1,400}")) {
          throw new AssertionError("no line: " + say.line());
        }
        said.add(say.line());
      } else if (step instanceof Conversation.Failed flaw) {
        failed = true;
        reason(flaw.reason());
      }
    }

    void reason(String text) {
      if (!text.matches("[ -~]{1,600}")) {
        throw new AssertionError("a reason for no terminal: " + text);
      }
      said.add(text);
    }

    @Override
    public void socks(SocketAddress at) {
      said.add("way " + at);
    }

    @Override
    public void onion(NetworkAddress address) {
      said.add("reached at " + address);
    }

    @Override
    public void keyNotKept(String reason) {
      reason(reason);
    }
  }
}
