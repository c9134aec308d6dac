package org.patchbay.portmap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real sockets. Each is listened to by a thread of its own that ends with it: a socket lives for
 * the few seconds of one conversation.
 */
final class UdpLines implements Lines {
  private static final Logger LOG = LoggerFactory.getLogger(UdpLines.class);

  private final Executor loop;

  /** Sockets that tell on that loop. */
  UdpLines(Executor loop) {
    this.loop = loop;
  }

  @Override
  public Line open(InetSocketAddress gateway, Optional<InetAddress> from, Consumer<byte[]> received)
      throws IOException {
    DatagramSocket socket = new DatagramSocket(null);
    try {
      socket.bind(from.map(each -> new InetSocketAddress(each, 0)).orElse(null));
      socket.connect(gateway);
    } catch (IOException | RuntimeException cause) {
      socket.close();
      throw new IOException(
          "no way to " + gateway.getAddress().getHostAddress() + ": " + cause, cause);
    }
    Udp line = new Udp(socket, received);
    Thread thread = new Thread(line::listen, "patchbay-portmap");
    thread.setDaemon(true);
    thread.start();
    return line;
  }

  private final class Udp implements Line {
    private final DatagramSocket socket;
    private final Consumer<byte[]> received;

    Udp(DatagramSocket socket, Consumer<byte[]> received) {
      this.socket = socket;
      this.received = received;
    }

    /** One byte more than the longest message, so that a longer one is seen to be too long. */
    private void listen() {
      byte[] buffer = new byte[Pcp.MOST + 1];
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
          socket.receive(packet);
        } catch (PortUnreachableException nobody) {
          continue; // The next try may find somebody.
        } catch (IOException closed) {
          return;
        }
        byte[] datagram = Arrays.copyOf(buffer, packet.getLength());
        loop.execute(
            () -> {
              if (!socket.isClosed()) {
                received.accept(datagram);
              }
            });
      }
    }

    @Override
    public InetAddress local() {
      return socket.getLocalAddress();
    }

    @Override
    public void send(byte[] datagram) {
      try {
        socket.send(new DatagramPacket(datagram, datagram.length));
      } catch (IOException lost) {
        LOG.debug("nothing went to {}: {}", socket.getRemoteSocketAddress(), lost.toString());
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
