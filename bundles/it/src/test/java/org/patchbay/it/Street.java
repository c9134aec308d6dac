package org.patchbay.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.Verack;

/**
 * Many hosts with loopback addresses of their own that listen, finish handshakes and tell the
 * addresses of all when asked. One thread serves them.
 */
final class Street implements AutoCloseable {
  private static final long SERVICES = 9;
  private static final int HEADER = 24;

  private final Selector selector = Selector.open();
  private final List<ServerSocketChannel> doors = new ArrayList<>();
  private final Map<NetworkAddress, List<Visit>> visits = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::serve, "street");
  private volatile boolean closed;

  /** A connection that somebody opened to a host, and what was said on it. Thread-safe. */
  static final class Visit {
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private volatile boolean asksForTransactions;
    private volatile boolean over;

    boolean heard(String command) {
      return heard.contains(command);
    }

    /** The relay flag of the visitor's version. */
    boolean asksForTransactions() {
      return asksForTransactions;
    }

    boolean over() {
      return over;
    }
  }

  /**
   * Hosts 127.g.0.1 and up.
   *
   * @param groups groups of /16, from 127.10 on
   * @param hosts in each of them
   */
  Street(int groups, int hosts) throws IOException {
    for (int group = 0; group < groups; group++) {
      for (int host = 1; host <= hosts; host++) {
        ServerSocketChannel door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress("127." + (10 + group) + ".0." + host, 0));
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
        doors.add(door);
      }
    }
    thread.setDaemon(true);
    thread.start();
  }

  List<NetworkAddress> addresses() {
    return doors.stream().map(Street::address).toList();
  }

  private static NetworkAddress address(ServerSocketChannel door) {
    try {
      return NetworkAddress.of((InetSocketAddress) door.getLocalAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hosts somebody has come to, whether he stayed or not. */
  Set<NetworkAddress> visited() {
    return Set.copyOf(visits.keySet());
  }

  /** Connections that stand, by host. */
  Map<NetworkAddress, List<Visit>> standing() {
    return visits.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> each.getValue().stream().filter(visit -> !visit.over()).toList()));
  }

  /** All visits of all hosts. */
  List<Visit> all() {
    return visits.values().stream().flatMap(Collection::stream).toList();
  }

  private void serve() {
    try {
      while (!closed) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isValid() && key.channel() instanceof ServerSocketChannel door) {
            accept(door);
          } else if (key.isValid()) {
            read((SocketChannel) key.channel(), (Visit) key.attachment());
          }
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocketChannel door) throws IOException {
    SocketChannel channel = door.accept();
    if (channel == null) {
      return;
    }
    channel.configureBlocking(false);
    Visit visit = new Visit();
    channel.register(selector, SelectionKey.OP_READ, visit);
    visits.computeIfAbsent(address(door), any -> new CopyOnWriteArrayList<>()).add(visit);
  }

  private void read(SocketChannel channel, Visit visit) throws IOException {
    try {
      if (channel.read(visit.in) < 0) {
        end(channel, visit);
        return;
      }
      visit.in.flip();
      while (visit.in.remaining() >= HEADER && whole(visit.in)) {
        byte[] header = new byte[HEADER];
        visit.in.get(header);
        byte[] payload =
            new byte[ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(16)];
        visit.in.get(payload);
        String command = new String(header, 4, 12, StandardCharsets.US_ASCII).replace("\0", "");
        answer(channel, visit, command, payload);
      }
      visit.in.compact();
    } catch (IOException hungUp) {
      end(channel, visit);
    }
  }

  private static boolean whole(ByteBuffer in) {
    return in.remaining() >= HEADER + in.getInt(in.position() + 16);
  }

  private static void end(SocketChannel channel, Visit visit) throws IOException {
    visit.over = true;
    channel.close();
  }

  private void answer(SocketChannel channel, Visit visit, String command, byte[] payload)
      throws IOException {
    visit.heard.add(command);
    switch (command) {
      case "version" -> {
        visit.asksForTransactions = payload[payload.length - 1] == 1;
        write(channel, Swarm.frame(WirePeer.version("/Street:1.0/", 5, SERVICES, 0)));
        write(channel, Swarm.frame(Verack.INSTANCE));
      }
      case "ping" -> write(channel, Swarm.framed("pong", payload));
      case "getaddr" -> write(channel, Swarm.frame(everybody()));
      default -> {
        // Nothing to say to it.
      }
    }
  }

  private Addr everybody() {
    long now = System.currentTimeMillis() / 1000;
    return new Addr(
        addresses().stream().map(each -> new AddressEntry(now, SERVICES, each)).toList());
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
