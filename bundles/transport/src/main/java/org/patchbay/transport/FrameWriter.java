package org.patchbay.transport;

import java.nio.ByteBuffer;
import org.patchbay.api.codec.MessageCodec;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.message.Message;

/**
 * Messages of one link in, bytes of frames out, as many at a time as are wanted (protocol-facts
 * §2.1, §2.3). Confined to the event loop.
 */
final class FrameWriter implements MessageWriter {
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

  @Override
  public int room() {
    return HEADER;
  }

  @Override
  public int frameBytes() {
    return frameBytes;
  }

  @Override
  public void drop() {
    begun = null;
    rest = null;
    frameBytes = 0;
  }

  @Override
  public void park() {
    rest = null;
  }

  @Override
  public boolean midway() {
    return begun != null;
  }

  @Override
  public int proceed(byte[] out, int at) {
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

  @Override
  public int begin(Message message, byte[] out, int at) {
    ByteBuffer payload = codec.encode(message).slice();
    int length = payload.remaining();
    putCommand(message.command(), out, at + 4);
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
  static void putCommand(String command, byte[] out, int at) {
    int length = command.length();
    if (length > V1Frame.COMMAND_SIZE) {
      throw new IllegalArgumentException(
          "command \"" + command + "\" is longer than 12 characters");
    }
    LittleEndian.putI64(out, at, 0);
    LittleEndian.putI32(out, at + 8, 0);
    command.getBytes(0, length, out, at);
  }
}
