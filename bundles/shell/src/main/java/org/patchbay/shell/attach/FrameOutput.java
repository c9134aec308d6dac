package org.patchbay.shell.attach;

import java.io.IOException;
import java.io.OutputStream;

/** Output as frames, of a bounded size. From any thread. */
final class FrameOutput extends OutputStream {
  private static final int SIZE = 8_192;

  private final Line line;
  private final char kind;
  private final byte[] waiting = new byte[SIZE];
  private int count;

  FrameOutput(Line line, char kind) {
    this.line = line;
    this.kind = kind;
  }

  @Override
  public synchronized void write(int one) throws IOException {
    if (count == SIZE) {
      flush();
    }
    waiting[count++] = (byte) one;
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    while (at < from + length) {
      if (count == SIZE) {
        flush();
      }
      int part = Math.min(SIZE - count, from + length - at);
      System.arraycopy(bytes, at, waiting, count, part);
      count += part;
      at += part;
    }
  }

  @Override
  public synchronized void flush() throws IOException {
    int ready = count;
    count = 0;
    if (ready > 0) {
      line.send(kind, waiting, ready);
    }
  }
}
