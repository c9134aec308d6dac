package org.patchbay.shell.attach;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * One frame between an attached client and the node; the package says which kinds there are.
 *
 * @param body at most {@link #MAX} bytes; shared, not copied
 */
record Frame(char kind, byte[] body) {
  /** The longest body. */
  static final int MAX = 1 << 16;

  static final char REQUEST = 'H';
  static final char TYPED = 'I';
  static final char END = 'E';
  static final char INTERRUPT = 'C';
  static final char SIZE = 'W';
  static final char OUT = 'O';
  static final char ERROR = 'X';
  static final char RESULT = 'R';

  private static final int HEAD = 5;

  /**
   * The next frame; null at the end of the stream.
   *
   * @throws IOException when the stream breaks off within a frame, or a length is out of range
   */
  static Frame read(ReadableByteChannel from) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    if (!filled(from, head)) {
      return null;
    }
    char kind = (char) head.get();
    int length = head.getInt();
    if (length < 0 || length > MAX) {
      throw new IOException("a frame of %d bytes (max %d)".formatted(length, MAX));
    }
    ByteBuffer body = ByteBuffer.allocate(length);
    if (!filled(from, body) && length > 0) {
      throw new EOFException("the stream ends before the body of a frame");
    }
    return new Frame(kind, body.array());
  }

  private static boolean filled(ReadableByteChannel from, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        if (buffer.position() > 0) {
          throw new EOFException("the stream ends within a frame");
        }
        return false;
      }
    }
    buffer.flip();
    return true;
  }

  /** Writes a frame whole. */
  static void write(WritableByteChannel to, char kind, byte[] body, int from, int length)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEAD + length);
    frame.put((byte) kind).putInt(length).put(body, from, length).flip();
    while (frame.hasRemaining()) {
      to.write(frame);
    }
  }

  /** The body as text. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
