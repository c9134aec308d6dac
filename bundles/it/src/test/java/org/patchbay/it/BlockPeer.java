package org.patchbay.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.patchbay.sim.RegtestChain;
import org.patchbay.wire.Block;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.Network;
import org.patchbay.wire.Services;
import org.patchbay.wire.Transaction;
import org.patchbay.wire.message.BlockMessage;
import org.patchbay.wire.message.GetBlocks;
import org.patchbay.wire.message.GetData;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.NotFound;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.SendHeaders;
import org.patchbay.wire.message.Tx;
import org.patchbay.wire.message.Version;

/**
 * A scripted peer with a chain and transactions. On a thread of its own it answers what an honest
 * node answers, asks for every transaction it is told of, and notes what it heard.
 */
final class BlockPeer implements AutoCloseable {
  private static final int MAX_HEADERS = 2_000;
  private static final int MAX_INVENTORY = 500;

  private final ServerSocket server;
  private final boolean byWtxid;
  private final Map<Hash256, Block> blocks = new HashMap<>();
  private final Map<Hash256, Transaction> offered = new HashMap<>();
  private final Map<Hash256, Transaction> told = new ConcurrentHashMap<>();
  private final Map<Hash256, Block> given = new ConcurrentHashMap<>();
  private final Set<Hash256> announced = ConcurrentHashMap.newKeySet();
  private final List<Inventory> asked = new ArrayList<>();
  private final Map<String, Integer> heard = new LinkedHashMap<>();
  private RegtestChain chain;
  private Duration pace = Duration.ZERO;
  private Predicate<Message> silence = message -> false;
  private Consumer<Message> also = message -> {};
  private volatile WirePeer peer;
  private volatile Version theirs;
  private volatile boolean closing;
  private volatile IOException ended;

  private BlockPeer(RegtestChain chain, ServerSocket server, boolean byWtxid) {
    this.server = server;
    this.byWtxid = byWtxid;
    follow(chain);
  }

  /** One that waits to be dialled, and is at work from then on. */
  static BlockPeer listening(RegtestChain chain) throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setSoTimeout(30_000);
    BlockPeer self = new BlockPeer(chain, server, true);
    Thread thread = new Thread(self::answerTheCall, "block peer to be dialled");
    thread.setDaemon(true);
    thread.start();
    return self;
  }

  private void answerTheCall() {
    try {
      begin(WirePeer.accepted(Network.REGTEST, server.accept()));
    } catch (IOException e) {
      ended = e;
    }
  }

  /** One that dials a node, and is at work when this returns. */
  static BlockPeer dial(RegtestChain chain, InetSocketAddress node) throws IOException {
    return dial(chain, node, true);
  }

  static BlockPeer dial(RegtestChain chain, InetSocketAddress node, boolean byWtxid)
      throws IOException {
    BlockPeer self = new BlockPeer(chain, null, byWtxid);
    self.begin(WirePeer.dial(Network.REGTEST, node));
    return self;
  }

  /** For a node's {@code patchbay.engine/connect}. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Waits until the node has dialled. */
  BlockPeer accept() {
    EmbeddedNode.await("the node dials", () -> theirs != null || over());
    if (over()) {
      throw new AssertionError("nobody dialled", ended);
    }
    return this;
  }

  private void begin(WirePeer connected) throws IOException {
    peer = connected;
    long services = Services.NETWORK | Services.NETWORK_LIMITED | Services.WITNESS;
    Version said =
        peer.greet(WirePeer.version("/Full:1.0/", System.nanoTime(), services, height()), byWtxid);
    send(SendHeaders.INSTANCE);
    Thread thread = new Thread(this::listen, "block peer");
    thread.setDaemon(true);
    thread.start();
    theirs = said;
  }

  /** From now on it has this chain. */
  synchronized void follow(RegtestChain other) {
    chain = other;
    for (int height = 1; height <= other.height(); height++) {
      Block block = other.block(height);
      blocks.put(block.header().hash(), block);
    }
  }

  private synchronized int height() {
    return chain.height();
  }

  /** What it does not answer. */
  synchronized BlockPeer deafTo(Predicate<Message> messages) {
    silence = messages;
    return this;
  }

  /** How long it takes for each block. */
  synchronized BlockPeer pace(Duration each) {
    pace = each;
    return this;
  }

  /** Hears everything, on the peer's thread. */
  synchronized BlockPeer listener(Consumer<Message> listener) {
    also = listener;
    return this;
  }

  private void listen() {
    try {
      while (true) {
        Message message = peer.next().message();
        note(message);
        if (!silenced(message)) {
          answer(message);
        }
      }
    } catch (java.net.SocketTimeoutException e) {
      if (!closing) {
        listen(); // nothing was said for a while
      }
    } catch (IOException e) {
      ended = e;
    }
  }

  private synchronized boolean silenced(Message message) {
    return silence.test(message);
  }

  private synchronized void note(Message message) {
    heard.merge(message.command(), 1, Integer::sum);
    also.accept(message);
    if (message instanceof GetData getData) {
      asked.addAll(getData.items());
    } else if (message instanceof Tx tx) {
      told.put(tx.transaction().txid(), tx.transaction());
    } else if (message instanceof BlockMessage block) {
      given.put(block.block().header().hash(), block.block());
    } else if (message instanceof Inv inv) {
      inv.items().forEach(item -> announced.add(item.hash()));
    } else if (message instanceof Headers headers) {
      headers.headers().forEach(header -> announced.add(header.hash()));
    }
  }

  private void answer(Message message) throws IOException {
    if (message instanceof Ping ping) {
      send(new Pong(ping.nonce()));
    } else if (message instanceof GetHeaders getHeaders) {
      send(new Headers(after(getHeaders)));
    } else if (message instanceof GetBlocks getBlocks) {
      GetHeaders same = new GetHeaders(70016, getBlocks.locator(), getBlocks.stop());
      List<BlockHeader> next = after(same);
      List<BlockHeader> told = next.subList(0, Math.min(MAX_INVENTORY, next.size()));
      send(
          new Inv(told.stream().map(each -> new Inventory(Inventory.BLOCK, each.hash())).toList()));
    } else if (message instanceof GetData getData) {
      for (Inventory item : getData.items()) {
        give(item);
      }
    } else if (message instanceof Inv inv) {
      List<Inventory> wanted =
          inv.items().stream().filter(Inventory::isTransaction).filter(this::isNew).toList();
      if (!wanted.isEmpty()) {
        send(new GetData(wanted));
      }
    }
  }

  private synchronized boolean isNew(Inventory item) {
    return !offered.containsKey(item.hash());
  }

  private void give(Inventory item) throws IOException {
    Block block;
    Transaction tx;
    Duration delay;
    synchronized (this) {
      delay = pace;
      block = blocks.get(item.hash());
      tx = offered.get(item.hash());
    }
    if (item.isBlock() && block != null) {
      LockSupport.parkNanos(delay.toNanos());
      send(new BlockMessage(block));
    } else if (item.isTransaction()) {
      send(tx == null ? new NotFound(List.of(item)) : new Tx(tx));
    }
  }

  private synchronized List<BlockHeader> after(GetHeaders asked) {
    int fork = 0;
    for (int height = chain.height(); height > 0 && fork == 0; height--) {
      fork = asked.locator().contains(chain.hash(height)) ? height : 0;
    }
    List<BlockHeader> headers = new ArrayList<>();
    for (int at = fork + 1; at <= chain.height() && headers.size() < MAX_HEADERS; at++) {
      headers.add(chain.header(at));
      if (chain.hash(at).equals(asked.stop())) {
        break;
      }
    }
    return headers;
  }

  /** Says something, from any thread. */
  void send(Message message) throws IOException {
    WirePeer connected = peer;
    synchronized (connected) {
      connected.send(message);
    }
  }

  void sendRaw(byte[] bytes) throws IOException {
    WirePeer connected = peer;
    synchronized (connected) {
      connected.sendRaw(bytes);
    }
  }

  /** Has a chain from now on, and announces its tip by its header. */
  void announce(RegtestChain grown) throws IOException {
    follow(grown);
    send(new Headers(List.of(grown.header(grown.height()))));
  }

  /** Has transactions from now on, and announces them. */
  void announce(Transaction... transactions) throws IOException {
    List<Inventory> items = new ArrayList<>();
    synchronized (this) {
      for (Transaction tx : transactions) {
        offered.put(tx.txid(), tx);
        offered.put(tx.wtxid(), tx);
        items.add(
            byWtxid
                ? new Inventory(Inventory.WTX, tx.wtxid())
                : new Inventory(Inventory.TX, tx.txid()));
      }
    }
    send(new Inv(items));
  }

  /** The transaction with a txid, if the node gave it. */
  Optional<Transaction> told(Hash256 txid) {
    return Optional.ofNullable(told.get(txid));
  }

  /** How many transactions the node gave. */
  int told() {
    return told.size();
  }

  /** The block with a hash, if the node gave it. */
  Optional<Block> given(Hash256 hash) {
    return Optional.ofNullable(given.get(hash));
  }

  /** Whether the node announced it, as inventory or by its header. */
  boolean announced(Hash256 hash) {
    return announced.contains(hash);
  }

  /** Everything the node asked for so far. */
  synchronized List<Inventory> asked() {
    return List.copyOf(asked);
  }

  /** How often a message of that command came. */
  synchronized int heard(String command) {
    return heard.getOrDefault(command, 0);
  }

  /** What the node said in its version message. */
  Version version() {
    return theirs;
  }

  /** Whether the connection is over. */
  boolean over() {
    return ended != null;
  }

  void awaitTransaction(Hash256 txid, Duration patience) {
    EmbeddedNode.await("transaction " + txid, patience, () -> told.containsKey(txid) || over());
    if (!told.containsKey(txid)) {
      throw new AssertionError("the connection ended before " + txid, ended);
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    if (peer != null) {
      peer.close();
    }
    if (server != null) {
      server.close();
    }
  }
}
