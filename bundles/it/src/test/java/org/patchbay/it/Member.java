package org.patchbay.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.message.Addr;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;

/**
 * One session of a crowd: numbered pings, announcements of transactions that it has not, requests
 * for headers, addresses. Confined to the crowd's thread.
 */
final class Member {
  private static final int HEADER = 24;
  private static final int WINDOW = 4;

  private final int number;
  private final SocketChannel channel;
  private final Hash256 tip;
  private final Set<Hash256> relayed;
  private final SplittableRandom random;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private final Set<Hash256> announced = new HashSet<>();
  private final Set<Hash256> told = new HashSet<>();
  private ByteBuffer in = ByteBuffer.allocate(1_024).order(ByteOrder.LITTLE_ENDIAN);
  private boolean ready;
  private int turn;
  private long pings;
  private long pongs;
  private long headersAsked;
  private long headersGot;

  Member(int number, SocketChannel channel, Hash256 tip, Set<Hash256> relayed) {
    this.number = number;
    this.channel = channel;
    this.tip = tip;
    this.relayed = relayed;
    this.random = new SplittableRandom(number);
    this.turn = number;
  }

  SelectionKey key(Selector selector) {
    return channel.keyFor(selector);
  }

  /** Whether its handshake is over. */
  boolean ready() {
    return ready;
  }

  void greet() throws IOException {
    channel.write(ByteBuffer.wrap(Swarm.greeting())); // A new socket takes this much.
  }

  /** Says the next of its messages, unless too much is unanswered. */
  void speak(SelectionKey key) throws IOException {
    if (pings - pongs >= WINDOW || headersAsked - headersGot >= WINDOW) {
      return;
    }
    switch (turn++ % 8) {
      case 1, 5 -> {
        headersAsked++;
        send(key, new GetHeaders(70016, List.of(tip), Hash256.ZERO));
      }
      case 3 -> {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        Hash256 txid = Hash256.of(bytes);
        announced.add(txid);
        send(key, new Inv(List.of(new Inventory(Inventory.TX, txid))));
      }
      case 7 -> send(key, new Addr(List.of(somewhere())));
      default -> send(key, new Ping(++pings));
    }
  }

  private AddressEntry somewhere() {
    String host = "8." + random.nextInt(256) + "." + random.nextInt(256) + ".8";
    return new AddressEntry(
        System.currentTimeMillis() / 1000, 9, NetworkAddress.of(new InetSocketAddress(host, 8333)));
  }

  private void send(SelectionKey key, Message message) throws IOException {
    waiting.add(ByteBuffer.wrap(Swarm.frame(message)));
    flush(key);
  }

  /** Writes what waits, as far as the node reads. */
  void flush(SelectionKey key) throws IOException {
    while (!waiting.isEmpty()) {
      channel.write(waiting.peek());
      if (waiting.peek().hasRemaining()) {
        break;
      }
      waiting.remove();
    }
    key.interestOps(SelectionKey.OP_READ | (waiting.isEmpty() ? 0 : SelectionKey.OP_WRITE));
  }

  /** Takes what came; answers how many answers were among it. */
  int read(SelectionKey key) throws IOException, MalformedException {
    if (channel.read(in) < 0) {
      throw Crowd.closedByNode();
    }
    in.flip();
    long before = pongs + headersGot;
    while (in.remaining() >= HEADER && in.remaining() >= HEADER + in.getInt(in.position() + 16)) {
      byte[] header = new byte[HEADER];
      in.get(header);
      byte[] payload = new byte[ByteBuffer.wrap(header).order(in.order()).getInt(16)];
      in.get(payload);
      String command = new String(header, 4, 12, StandardCharsets.US_ASCII).replace("\0", "");
      take(key, command, new WireReader(payload));
    }
    in = Crowd.compacted(in);
    return (int) (pongs + headersGot - before);
  }

  private void take(SelectionKey key, String command, WireReader payload)
      throws IOException, MalformedException {
    switch (command) {
      case "verack" -> ready = true;
      case "ping" -> send(key, new Pong(payload.u64()));
      case "pong" -> {
        long nonce = payload.u64();
        if (nonce != ++pongs) {
          throw new AssertionError("pong " + nonce + " (expected " + pongs + ")");
        }
      }
      case "headers" -> headersGot++;
      case "getdata" -> asked(key, GetData.read(payload).items());
      case "inv" -> Inv.read(payload).items().forEach(this::told);
      default -> {} // What greets, and what nobody asked for.
    }
  }

  private void asked(SelectionKey key, List<Inventory> items) throws IOException {
    for (Inventory item : items) {
      if (!announced.remove(item.hash())) {
        throw new AssertionError(item + " was asked for twice, or never announced");
      }
    }
    send(key, new NotFound(items));
  }

  private void told(Inventory item) {
    if (relayed.contains(item.hash()) && !told.add(item.hash())) {
      throw new AssertionError(item + " was announced twice");
    }
  }

  /** What it still waits for. */
  Optional<String> missing() {
    String what =
        pongs < pings
            ? "pong " + (pongs + 1)
            : headersGot < headersAsked
                ? (headersAsked - headersGot) + " headers"
                : !announced.isEmpty()
                    ? announced.size() + " transactions it announced were not asked for"
                    : told.size() < relayed.size()
                        ? "told of " + told.size() + " transactions of " + relayed.size()
                        : null;
    return Optional.ofNullable(what).map(text -> this + ": " + text);
  }

  void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return "session " + number;
  }
}
