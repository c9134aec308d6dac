package org.patchbay.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.patchbay.api.question.Question;
import org.patchbay.api.question.Transcript;
import org.patchbay.fuzz.Allocation;
import org.patchbay.fuzz.Parts;

/**
 * Recordings: told up to a place that is named, with bounded memory; and what was told is told the
 * same again when it was written down meanwhile.
 */
public final class RecordingFuzz {
  private static final long FIXED = 1 << 20;

  /** Two bytes make a peer of whom nothing else is known. */
  private static final long EACH = 1_024L * Integer.getInteger("fuzz.hooks", 1);

  private RecordingFuzz() {}

  /** The first byte: whether the rest is a whole file, or what one block says. */
  public static void fuzzerTestOneInput(byte[] input) {
    Parts parts = new Parts(input);
    boolean whole = parts.next() % 2 == 0;
    byte[] bytes = parts.rest();
    try {
      if (whole) {
        file(bytes);
      } else {
        content(bytes);
      }
    } catch (IOException flaw) {
      throw new AssertionError(flaw);
    }
  }

  private static void file(byte[] bytes) throws IOException {
    try {
      Recording.of(bytes).read(new Names());
    } catch (RecordingException refused) {
      if (!refused.getMessage().matches("bytes,( in the block at)? byte \\d+: .+")) {
        throw new AssertionError("without its place: " + refused.getMessage(), refused);
      }
      isSafeToShow(refused.getMessage());
    }
  }

  private static void content(byte[] bytes) throws IOException {
    try {
      Allocation.bounded(bytes.length, FIXED, EACH, () -> read(bytes, new Silent()));
    } catch (IllegalArgumentException refused) {
      isSafeToShow(refused.getMessage());
    }
    Names first = new Names();
    Memory memory = new Memory();
    RecordingWriter writer =
        new RecordingWriter(
            new PartFiles(Path.of("memory"), 1L << 30, file -> memory),
            new RecordingWriter.Title("regtest", "0", 0, 0),
            why -> {});
    try {
      read(bytes, new Both(first, writer));
    } catch (IllegalArgumentException refused) {
      isSafeToShow(refused.getMessage());
    }
    writer.ended();
    Names again = new Names();
    Recording.of(memory.written.toByteArray()).read(again);
    if (!first.lines.equals(again.lines)) {
      throw new AssertionError(first.lines + " became " + again.lines);
    }
  }

  private static boolean read(byte[] bytes, Transcript to) {
    RecordingReader reader = new RecordingReader(to);
    reader.begin();
    reader.read(bytes, bytes.length);
    return true;
  }

  /** It comes to a terminal. */
  private static void isSafeToShow(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("a control character in " + text);
    }
  }

  private static class Silent implements Transcript {
    @Override
    public void inForce(String slot, String policy, long now) {}

    @Override
    public void asked(Question<?> question) {}

    @Override
    public void gone(long peer) {}

    @Override
    public void missed(long count) {}

    @Override
    public void settled() {}

    @Override
    public void ended() {}
  }

  /** What was told, in short; long texts are cut when they are written. */
  private static final class Names extends Silent {
    final List<String> lines = new ArrayList<>();

    @Override
    public void inForce(String slot, String policy, long now) {
      lines.add("in force " + now);
    }

    @Override
    public void asked(Question<?> question) {
      lines.add(question.getClass().getSimpleName() + " " + question.now());
    }

    @Override
    public void missed(long count) {
      lines.add("missed " + count);
    }
  }

  /** Tells two, since views are of the moment. */
  private static final class Both extends Silent {
    private final Transcript one;
    private final Transcript other;

    Both(Transcript one, Transcript other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public void inForce(String slot, String policy, long now) {
      one.inForce(slot, policy, now);
      other.inForce(slot, policy, now);
    }

    @Override
    public void asked(Question<?> question) {
      one.asked(question);
      other.asked(question);
    }

    @Override
    public void gone(long peer) {
      one.gone(peer);
      other.gone(peer);
    }

    @Override
    public void missed(long count) {
      one.missed(count);
      other.missed(count);
    }
  }

  /** A file that is none. */
  private static final class Memory implements WritableByteChannel {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public int write(ByteBuffer bytes) {
      byte[] some = new byte[bytes.remaining()];
      bytes.get(some);
      written.writeBytes(some);
      return some.length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
