package org.patchbay.lab;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.V1Frame;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line over TCP. Confined to the lab thread. What waits to be sent is bounded: a node that does
 * not read loses the line.
 */
final class TcpLine implements Line, LabThread.Watched {
  private static final Logger LOG = LoggerFactory.getLogger(TcpLine.class);
  private static final int FIRST_ROOM = 4_096;
  private static final int MAX_WAITING = 10_000_000;

  private final Frames frames;
  private final SocketChannel channel;
  private final Function<Line, Net.Ear> begin;
  private final Runnable failed;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private ByteBuffer in = ByteBuffer.allocate(FIRST_ROOM);
  private SelectionKey key;
  private Net.Ear ear;
  private boolean over;

  TcpLine(Network network, SocketChannel channel, Function<Line, Net.Ear> begin, Runnable failed) {
    this.frames = new Frames(network);
    this.channel = channel;
    this.begin = begin;
    this.failed = failed;
  }

  /** The connection stands. */
  void opened(SelectionKey registered) throws IOException {
    key = registered;
    key.interestOps(SelectionKey.OP_READ);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ear = begin.apply(this);
    flush();
  }

  @Override
  public void ready(SelectionKey ready) throws IOException {
    if (ready.isConnectable() && channel.finishConnect()) {
      opened(ready);
      return;
    }
    if (ready.isReadable()) {
      read();
    }
    if (!over && ready.isValid() && ready.isWritable()) {
      flush();
    }
  }

  @Override
  public void failed(IOException cause) {
    LOG.debug("lab: a line broke: {}", cause.getMessage());
    close();
  }

  @Override
  public void send(Message message) {
    WireWriter out = new WireWriter();
    message.write(out);
    send(message.command(), out.toBytes());
  }

  @Override
  public void send(String command, byte[] payload) {
    send(frames.frame(command, payload, false));
  }

  @Override
  public void sendDamaged(String command, byte[] payload) {
    send(frames.frame(command, payload, true));
  }

  @Override
  public void sendRaw(byte[] bytes) {
    send(ByteBuffer.wrap(bytes));
  }

  @Override
  public int waiting() {
    return waitingBytes;
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    waiting.clear();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("lab: a line did not close cleanly: {}", e.getMessage());
    }
    if (ear == null) {
      failed.run();
    } else {
      ear.closed();
    }
  }

  private void send(ByteBuffer frame) {
    if (over) {
      return;
    }
    waiting.add(frame);
    waitingBytes += frame.remaining();
    if (waitingBytes > MAX_WAITING) {
      failed(new IOException(waitingBytes + " bytes wait to be sent (max " + MAX_WAITING + ")"));
      return;
    }
    try {
      flush();
    } catch (IOException e) {
      failed(e);
    }
  }

  private void flush() throws IOException {
    if (ear == null) {
      return; // The first words are spoken while the conversation begins.
    }
    while (!waiting.isEmpty()) {
      ByteBuffer frame = waiting.peek();
      waitingBytes -= channel.write(frame);
      if (frame.hasRemaining()) {
        break;
      }
      waiting.remove();
    }
    int reading = SelectionKey.OP_READ;
    key.interestOps(waiting.isEmpty() ? reading : reading | SelectionKey.OP_WRITE);
  }

  private void read() throws IOException {
    if (channel.read(in) < 0) {
      close();
      return;
    }
    in.flip();
    try {
      int wanted = frames();
      in.compact();
      if (wanted > in.capacity()) {
        in = ByteBuffer.allocate(wanted).put(in.flip());
      } else if (in.position() == 0 && in.capacity() > FIRST_ROOM) {
        in = ByteBuffer.allocate(FIRST_ROOM);
      }
    } catch (MalformedException e) {
      failed(new IOException(e));
    }
  }

  /** Hands over the whole frames; answers the bytes that the unfinished one wants. */
  private int frames() throws MalformedException {
    while (!over && in.remaining() >= V1Frame.HEADER_SIZE) {
      int length = frames.length(in);
      if (in.remaining() < length) {
        return length;
      }
      ByteBuffer frame = in.slice(in.position(), length);
      in.position(in.position() + length);
      ear.heard(frames.read(frame));
    }
    return 0;
  }
}
