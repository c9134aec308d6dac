package org.patchbay.tor;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The control port by a socket. Confined to one thread but for {@link #wake} and {@link #end}.
 *
 * <p>A socket that waits by a selector, since writes of one that blocks know no time limit and its
 * reads cannot be woken.
 */
final class ControlSocket implements Port, Closeable {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  /** Protocol-facts §19.3. */
  private static final Duration SENDING = Duration.ofSeconds(10);

  private final InetSocketAddress at;
  private final LongSupplier now;
  private final Selector selector;
  private volatile boolean ending;
  private SocketChannel channel;
  private SelectionKey key;

  /**
   * Nothing is opened yet.
   *
   * @param now monotonic nanoseconds
   */
  ControlSocket(InetSocketAddress at, LongSupplier now) {
    this.at = at;
    this.now = now;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the wait that runs, or the next one. From any thread. */
  void wake() {
    selector.wakeup();
  }

  /** From now on nothing is connected to or sent. From any thread. */
  void end() {
    ending = true;
    wake();
  }

  @Override
  public void connect() throws IOException {
    disconnect();
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    boolean connected = channel.connect(at);
    key = channel.register(selector, SelectionKey.OP_CONNECT);
    long end = now.getAsLong() + CONNECTING.toNanos();
    while (!connected) {
      await(SelectionKey.OP_CONNECT, end, "no connection");
      connected = channel.finishConnect();
    }
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    long end = now.getAsLong() + SENDING.toNanos();
    while (true) {
      channel.write(rest);
      if (!rest.hasRemaining()) {
        return;
      }
      await(SelectionKey.OP_WRITE, end, "what we say is not taken");
    }
  }

  private void await(int interest, long end, String otherwise) throws IOException {
    long left = end - now.getAsLong();
    if (ending) {
      throw new IOException("the node stops");
    }
    if (left <= 0) {
      throw new IOException(otherwise + " within 10 s");
    }
    key.interestOps(interest);
    select(Duration.ofNanos(left));
  }

  @Override
  public int read(ByteBuffer in, Duration patience) throws IOException {
    int count = channel.read(in);
    if (count == 0) {
      key.interestOps(SelectionKey.OP_READ);
      select(patience);
      count = channel.read(in);
    }
    return count;
  }

  @Override
  public void pause(Duration time) throws IOException {
    select(time);
  }

  private void select(Duration time) throws IOException {
    selector.selectedKeys().clear();
    // Zero means for ever to a selector, and so does less than a millisecond.
    selector.select(time.isZero() ? 0 : Math.max(1, time.toMillis()));
  }

  @Override
  public void disconnect() {
    try {
      if (channel != null) {
        channel.close();
        selector.selectNow();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = null;
  }

  @Override
  public void close() {
    disconnect();
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
