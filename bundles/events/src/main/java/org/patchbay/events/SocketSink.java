package org.patchbay.events;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** A reader at the other end of a local socket. */
final class SocketSink implements Reader.Sink {
  private static final int BUFFER = 1 << 16;

  private final SocketChannel channel;
  private final OutputStream out;

  SocketSink(SocketChannel channel) {
    this.channel = channel;
    out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
  }

  @Override
  public void write(byte[] event) throws IOException {
    out.write(event);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Ends a write that hangs: the buffer is not flushed. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
