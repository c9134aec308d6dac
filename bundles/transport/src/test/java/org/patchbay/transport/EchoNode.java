package org.patchbay.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.patchbay.api.node.Environment;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/**
 * The least node that load tools take for one: version, verack and pong from a loop of one thread.
 * What it achieves is the ceiling that this transport sets.
 *
 * <p>Arguments: port, kind.
 */
final class EchoNode implements LinkEvents, Runnable {
  private final Queue<Link> readable = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final Thread loop = new Thread(this, "echo-loop");

  public static void main(String[] args) throws Exception {
    TestConfig config = new TestConfig();
    config.kind = args[1];
    NettyTransport transport = new NettyTransport(config, environment(Network.REGTEST));
    transport.bindCodec(new TestCodec());
    EchoNode node = new EchoNode();
    node.loop.start();
    int port = Integer.parseInt(args[0]);
    transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), node);
    System.out.println("echo " + transport.kind() + " pid " + ProcessHandle.current().pid());
    new CountDownLatch(1).await();
  }

  static Environment environment(Network network) {
    return new Environment() {
      @Override
      public Network network() {
        return network;
      }

      @Override
      public Path dataFolder() {
        return Path.of("");
      }

      @Override
      public String version() {
        return "0";
      }
    };
  }

  @Override
  public void opened(Link link) {}

  @Override
  public void readable(Link link) {
    readable.add(link);
    if (awake.compareAndSet(false, true)) {
      LockSupport.unpark(loop);
    }
  }

  @Override
  public void writable(Link link) {}

  @Override
  public void closed(Link link, CloseReason reason) {}

  @Override
  public void run() {
    while (!Thread.interrupted()) {
      if (readable.isEmpty()) {
        awake.set(false);
        if (readable.isEmpty()) {
          LockSupport.park(this);
        }
        awake.set(true);
      }
      for (Link link = readable.poll(); link != null; link = readable.poll()) {
        serve(link);
      }
    }
  }

  private static void serve(Link link) {
    for (Arrival arrival = link.poll(); arrival != null; arrival = link.poll()) {
      if (arrival instanceof Arrival.Received received) {
        answer(link, received.message());
      } else {
        link.close(CloseReason.of(CloseReason.Code.BAD_FRAMING, arrival.toString()));
      }
    }
    link.flush();
  }

  private static void answer(Link link, Message message) {
    if (message instanceof Ping ping) {
      link.send(new Pong(ping.nonce()));
    } else if (message instanceof Version) {
      link.send(version());
      link.send(new Verack());
    }
  }

  private static Version version() {
    NetworkAddress nowhere = NetworkAddress.ofLegacy(new byte[16], 0);
    return new Version(70016, 9, 0, 0, nowhere, 9, nowhere, 1, "/echo/", 0, true);
  }
}
