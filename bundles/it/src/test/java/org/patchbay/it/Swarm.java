package org.patchbay.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.patchbay.wire.Network;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireWriter;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Verack;

/** Many connections from one thread, all of which say the same and none of which listens. */
final class Swarm implements AutoCloseable {
  private static final int RECEIVE = 16_384;

  private final Selector selector = Selector.open();
  private final List<Bee> bees = new ArrayList<>();

  private Swarm() throws IOException {}

  /** One connection. */
  private static final class Bee {
    final SocketChannel channel;
    ByteBuffer left;

    Bee(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /** Connections that have said nothing. */
  static Swarm dial(InetSocketAddress node, int count) throws IOException {
    Swarm swarm = new Swarm();
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE); // what the system takes is small
      channel.connect(node);
      channel.configureBlocking(false);
      Bee bee = new Bee(channel);
      swarm.bees.add(bee);
      channel.register(swarm.selector, SelectionKey.OP_WRITE, bee);
    }
    return swarm;
  }

  /** Connections that have said what finishes a handshake. */
  static Swarm join(InetSocketAddress node, int count) throws IOException {
    Swarm swarm = dial(node, count);
    swarm.say(greeting(), 20_000);
    return swarm;
  }

  /** Version and verack. */
  static byte[] greeting() {
    return together(frame(WirePeer.version("/Swarming:1.0/", 77)), frame(Verack.INSTANCE));
  }

  static byte[] frame(Message message) {
    WireWriter payload = new WireWriter();
    message.write(payload);
    return framed(message.command(), payload.toBytes());
  }

  static byte[] framed(String command, byte[] bytes) {
    byte[] checksum = Arrays.copyOf(Sha256.doubleHash(bytes, 0, bytes.length), 4);
    return WirePeer.frame(Network.REGTEST, command, bytes.length, checksum, bytes);
  }

  static byte[] together(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  /**
   * Each connection sends these bytes, as far as the node reads them.
   *
   * @param stuckMillis ends when nothing was written to any for so long
   * @return bytes written to all
   */
  long say(byte[] bytes, long stuckMillis) throws IOException {
    for (Bee bee : bees) {
      bee.left = ByteBuffer.wrap(bytes);
      SelectionKey key = bee.channel.keyFor(selector);
      if (key != null && key.isValid()) {
        key.interestOps(SelectionKey.OP_WRITE);
      }
    }
    long written = 0;
    long talking = bees.size();
    long last = System.nanoTime();
    while (talking > 0 && System.nanoTime() - last < stuckMillis * 1_000_000) {
      selector.select(100);
      for (SelectionKey key : selector.selectedKeys()) {
        Bee bee = (Bee) key.attachment();
        int count = write(key, bee);
        written += count;
        if (count > 0) {
          last = System.nanoTime();
        }
        if (!bee.left.hasRemaining() || !key.isValid()) {
          talking--;
        }
      }
      selector.selectedKeys().clear();
    }
    return written;
  }

  private static int write(SelectionKey key, Bee bee) {
    try {
      int count = bee.channel.write(bee.left);
      if (!bee.left.hasRemaining()) {
        key.interestOps(0);
      }
      return count;
    } catch (IOException e) {
      key.cancel(); // the node hung up; whoever wants to know asks for the open ones
      return 0;
    }
  }

  /** Each sends the next byte of what {@link #say} was last given, from a place on. */
  void drip(byte[] bytes, int at) {
    for (Bee bee : bees) {
      try {
        bee.channel.write(ByteBuffer.wrap(bytes, at, 1));
      } catch (IOException e) {
        bee.channel.keyFor(selector).cancel();
      }
    }
  }

  /** How many connections the node has not closed; takes what came and throws it away. */
  long open() {
    return bees.stream().filter(standing()).count();
  }

  private static Predicate<Bee> standing() {
    ByteBuffer sink = ByteBuffer.allocate(65_536);
    return bee -> {
      try {
        int count;
        do {
          sink.clear();
          count = bee.channel.read(sink);
        } while (count > 0);
        return count == 0;
      } catch (IOException e) {
        return false;
      }
    };
  }

  @Override
  public void close() {
    try {
      for (Bee bee : bees) {
        bee.channel.close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
