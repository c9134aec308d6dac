package org.patchbay.shell.attach;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * The way to a client. One that takes nothing for ten minutes is let go: its place is wanted. From
 * any thread.
 */
final class Line {
  private static final long STALL_SECONDS = 600;

  private final SocketChannel channel;
  private final AttachThreads threads;

  Line(SocketChannel channel, AttachThreads threads) {
    this.channel = channel;
    this.threads = threads;
  }

  /** Sends one frame, waiting while the client does not read. */
  synchronized void send(char kind, byte[] body, int length) throws IOException {
    Runnable taken = threads.after(STALL_SECONDS, this::close);
    try {
      Frame.write(channel, kind, body, 0, length);
    } finally {
      taken.run();
    }
  }

  /** The next frame of the client; null when it is gone. */
  Frame next() throws IOException {
    return Frame.read(channel);
  }

  /** Ends it; whoever reads or writes is released. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("a local socket does not close", e);
    }
  }
}
