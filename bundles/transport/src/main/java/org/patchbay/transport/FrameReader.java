package org.patchbay.transport;

import java.nio.ByteBuffer;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.api.transport.Arrival.Flaw;
import org.patchbay.wire.V1Frame;

/**
 * Bytes of one connection in, arrivals out (protocol-facts §2). Confined to the event loop.
 *
 * <p>A frame that is there as a whole is read where it lies; only what the end of a read cuts off
 * is kept. A payload longer than the codec wants, or under a name that is none, passes by without
 * being kept. After wrong framing nothing is read any more.
 */
final class FrameReader implements MessageReader {
  private static final int HEADER = V1Frame.HEADER_SIZE;
  private static final int CHECKSUM_OF_NOTHING = 0xe2e0f65d;

  private final int magic;
  private final Delivery delivery;
  private final Scratch scratch;
  private final Budget budget;

  private byte[] header;
  private int headerPresent;
  private Unfinished unfinished;
  private Skipped skipped;
  private boolean broken;
  private volatile int present;

  /**
   * @param magic the first four bytes of every frame as a little-endian number
   * @param sink gets what has arrived, in order
   */
  FrameReader(int magic, MessageCodec codec, Scratch scratch, Budget budget, Sink sink) {
    this.magic = magic;
    this.scratch = scratch;
    this.budget = budget;
    this.delivery = new Delivery(codec, sink);
  }

  @Override
  public void feed(byte[] bytes, int at, int end, long now) {
    int next = at;
    while (next < end && !broken) {
      if (skipped != null) {
        next += skip(end - next, now);
      } else if (unfinished != null) {
        next += proceed(bytes, next, end, now);
      } else if (header == null && end - next >= HEADER) {
        next = begin(bytes, next, bytes, next + HEADER, end, now);
      } else {
        next += collect(bytes, next, end);
        if (headerPresent == HEADER) {
          byte[] whole = header;
          header = null;
          headerPresent = 0;
          next = begin(whole, 0, bytes, next, end, now);
        }
      }
    }
    int left = unfinished == null ? 0 : unfinished.present();
    if (present != left) {
      present = left;
    }
  }

  @Override
  public int held() {
    return unfinished == null ? 0 : unfinished.held();
  }

  @Override
  public int present() {
    return present;
  }

  @Override
  public boolean broken() {
    return broken;
  }

  @Override
  public void giveUp(String why) {
    if (unfinished != null) {
      skipped = new Skipped(unfinished.frame(), unfinished.missing(), Flaw.PAYLOAD, why);
      unfinished = null;
      present = 0;
    }
  }

  @Override
  public void drop() {
    broken = true;
    unfinished = null;
    skipped = null;
    header = null;
  }

  private int collect(byte[] bytes, int at, int end) {
    if (header == null) {
      header = new byte[HEADER];
    }
    int count = Math.min(HEADER - headerPresent, end - at);
    System.arraycopy(bytes, at, header, headerPresent, count);
    headerPresent += count;
    return count;
  }

  /** Looks at a whole header and at the payload as far as it is there; answers what is next. */
  private int begin(byte[] head, int headAt, byte[] bytes, int at, int end, long now) {
    int length = LittleEndian.i32(head, headAt + 16);
    if (LittleEndian.i32(head, headAt) != magic || length < 0 || length > V1Frame.MAX_PAYLOAD) {
      broken = true;
      V1Frame.Parsed parsed = V1Frame.parse(ByteBuffer.wrap(head, headAt, HEADER), magic);
      String reason = parsed instanceof V1Frame.Bad bad ? bad.reason() : parsed.toString();
      delivery.rejected("", Flaw.FRAMING, reason, HEADER, now);
      return at;
    }
    String command = scratch.commands.at(head, headAt);
    int cap = command.isEmpty() ? 0 : delivery.maxPayload(command);
    int expected = LittleEndian.i32(head, headAt + 20);
    if (command.isEmpty() || length > cap) {
      Frame frame = new Frame(command, length, expected);
      skipped =
          command.isEmpty()
              ? new Skipped(frame, length, Flaw.COMMAND, "the command field is not a name")
              : new Skipped(frame, length, Flaw.PAYLOAD, frame.tooLong(cap));
      return at + skip(end - at, now);
    }
    if (end - at < length) {
      unfinished = new Unfinished(new Frame(command, length, expected), end - at, scratch.lend());
      return at + unfinished.take(bytes, at, end, budget.tight());
    }
    int actual = length == 0 ? CHECKSUM_OF_NOTHING : scratch.checksum(bytes, at, length);
    deliver(command, expected, actual, bytes, at, length, now);
    return at + length;
  }

  private int skip(int available, long now) {
    int count = Math.min(available, skipped.left());
    skipped = skipped.after(count);
    if (skipped.left() == 0) {
      Skipped done = skipped;
      skipped = null;
      Frame frame = done.frame();
      delivery.rejected(frame.command(), done.flaw(), done.detail(), HEADER + frame.length(), now);
    }
    return count;
  }

  private int proceed(byte[] bytes, int at, int end, long now) {
    int count = unfinished.take(bytes, at, end, budget.tight());
    if (unfinished.missing() == 0) {
      Unfinished done = unfinished;
      Frame frame = done.frame();
      unfinished = null;
      int actual = scratch.finish(done.sha256());
      scratch.back(done.sha256());
      deliver(frame.command(), frame.checksum(), actual, done.bytes(), 0, frame.length(), now);
    }
    return count;
  }

  private void deliver(
      String command, int expected, int actual, byte[] bytes, int at, int length, long now) {
    int wireBytes = HEADER + length;
    if (actual != expected) {
      String detail =
          String.format(
              "checksum %08x (computed %08x)",
              Integer.reverseBytes(expected), Integer.reverseBytes(actual));
      delivery.rejected(command, Flaw.CHECKSUM, detail, wireBytes, now);
    } else {
      delivery.payload(command, bytes, at, length, wireBytes, now);
    }
  }

  /** What a header said. */
  record Frame(String command, int length, int checksum) {
    String tooLong(int cap) {
      return Delivery.tooLong(command, length, cap);
    }
  }

  /** A payload that passes by, of which {@code left} bytes are still to come. */
  private record Skipped(Frame frame, int left, Flaw flaw, String detail) {
    Skipped after(int count) {
      return new Skipped(frame, left - count, flaw, detail);
    }
  }
}
