package org.patchbay.portmap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real sockets. Each is listened to by a thread of its own that ends with it: a socket lives for
 * the few seconds of one conversation, the one for announcements for as long as a port is open.
 */
final class UdpLines implements Lines {
  private static final Logger LOG = LoggerFactory.getLogger(UdpLines.class);

  private static final InetSocketAddress[] EVERYBODY = {
    new InetSocketAddress("224.0.0.1", 0), new InetSocketAddress("ff02::1", 0)
  };

  /** Announcements that wait for the loop; whoever is nearby can send any number. */
  private static final int MOST_WAITING = 8;

  private final Executor loop;
  private final int announcements;

  /** Sockets that tell on that loop. */
  UdpLines(Executor loop) {
    this(loop, Pcp.ANNOUNCEMENTS);
  }

  /**
   * The same with announcements at another port.
   *
   * @param announcements 0 for any
   */
  UdpLines(Executor loop, int announcements) {
    this.loop = loop;
    this.announcements = announcements;
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

  /** Other programs of this machine may hear them too. */
  @Override
  public UdpEar listen(BiConsumer<InetSocketAddress, byte[]> announced) throws IOException {
    MulticastSocket socket = new MulticastSocket(null);
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(announcements));
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        join(socket, each);
      }
    } catch (IOException | RuntimeException cause) {
      socket.close();
      throw new IOException("port " + announcements + " of UDP: " + cause.getMessage(), cause);
    }
    UdpEar ear = new UdpEar(socket, announced);
    Thread thread = new Thread(ear::listen, "patchbay-portmap");
    thread.setDaemon(true);
    thread.start();
    return ear;
  }

  /** Where the system has us in these groups anyway, as Linux, a refusal does no harm. */
  private static void join(MulticastSocket socket, NetworkInterface at) {
    for (InetSocketAddress group : EVERYBODY) {
      try {
        if (at.isUp() && at.supportsMulticast()) {
          socket.joinGroup(group, at);
        }
      } catch (IOException refused) {
        LOG.debug("{} is not joined at {}: {}", group, at.getName(), refused.toString());
      }
    }
  }

  final class UdpEar implements Ear {
    private final DatagramSocket socket;
    private final BiConsumer<InetSocketAddress, byte[]> announced;
    private final AtomicInteger waiting = new AtomicInteger();

    private UdpEar(DatagramSocket socket, BiConsumer<InetSocketAddress, byte[]> announced) {
      this.socket = socket;
      this.announced = announced;
    }

    /** The port on which it hears. */
    int port() {
      return socket.getLocalPort();
    }

    private void listen() {
      byte[] buffer = new byte[Pcp.MOST + 1];
      while (!socket.isClosed()) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
          socket.receive(packet);
        } catch (IOException closed) {
          return;
        }
        if (waiting.get() < MOST_WAITING) {
          waiting.incrementAndGet();
          hand((InetSocketAddress) packet.getSocketAddress(), packet);
        }
      }
    }

    private void hand(InetSocketAddress from, DatagramPacket packet) {
      byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
      loop.execute(
          () -> {
            waiting.decrementAndGet();
            if (!socket.isClosed()) {
              announced.accept(from, datagram);
            }
          });
    }

    @Override
    public void close() {
      socket.close();
    }
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
