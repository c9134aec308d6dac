package org.patchbay.transport;

import java.nio.ByteBuffer;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.message.Message;

/**
 * Messages of one link in, bytes of frames out, as many at a time as are wanted (protocol-facts
 * §2.1, §2.3). Confined to the event loop.
 */
final class FrameWriter {
  static final int HEADER = V1Frame.HEADER_SIZE;

  private final int magic;
  private final MessageCodec codec;
  private final Scratch scratch;
  private Message begun;
  private int put;
  private ByteBuffer rest;
  private int frameBytes;

  FrameWriter(int magic, MessageCodec codec, Scratch scratch) {
    this.magic = magic;
    this.codec = codec;
    this.scratch = scratch;
  }

  /** Bytes of the frame begun last. */
  int frameBytes() {
    return frameBytes;
  }

  /** Forgets a payload that was begun. */
  void drop() {
    begun = null;
    rest = null;
    frameBytes = 0;
  }

  /**
   * Lets the bytes of a payload that was begun go; they are made again from the message when the
   * socket takes more. For when memory is scarce: a peer that does not read costs its message
   * alone.
   */
  void park() {
    rest = null;
  }

  /** True when a payload was begun and not finished. */
  boolean midway() {
    return begun != null;
  }

  /** Puts more of the payload that was begun; answers where it ends. */
  int proceed(byte[] out, int at) {
    if (rest == null) {
      rest = codec.encode(begun).slice().position(put);
    }
    int count = Math.min(rest.remaining(), out.length - at);
    rest.get(out, at, count);
    put += count;
    keep(begun);
    return at + count;
  }

  private void keep(Message message) {
    boolean more = rest.hasRemaining();
    begun = more ? message : null;
    rest = more ? rest : null;
  }

  /**
   * Puts a header and as much of the payload as there is room for.
   *
   * @param at at least {@link #HEADER} bytes before the end of {@code out}
   * @return where it ends
   */
  int begin(Message message, byte[] out, int at) {
    ByteBuffer payload = codec.encode(message).slice();
    int length = payload.remaining();
    putCommand(message.command(), out, at);
    LittleEndian.putI32(out, at, magic);
    LittleEndian.putI32(out, at + 16, length);
    frameBytes = HEADER + length;
    int from = at + HEADER;
    int count = Math.min(length, out.length - from);
    payload.get(out, from, count);
    long known = codec.knownChecksum(message);
    LittleEndian.putI32(
        out,
        at + 20,
        known < 0 ? scratch.checksum(out, from, count, payload.duplicate()) : (int) known);
    rest = payload;
    put = count;
    keep(message);
    return from + count;
  }

  @SuppressWarnings(
      "deprecation") // the one conversion to bytes that allocates nothing; names are ASCII
  private static void putCommand(String command, byte[] out, int at) {
    int length = command.length();
    if (length > V1Frame.COMMAND_SIZE) {
      throw new IllegalArgumentException(
          "command \"" + command + "\" is longer than 12 characters");
    }
    LittleEndian.putI64(out, at + 4, 0);
    LittleEndian.putI32(out, at + 12, 0);
    command.getBytes(0, length, out, at + 4);
  }
}
