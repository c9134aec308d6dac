package org.patchbay.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.CompactTarget;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.MalformedException;
import org.patchbay.wire.Network;
import org.patchbay.wire.WireReader;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/**
 * A scripted peer whom a node dials, with a regtest chain that it makes as it goes. Hands out
 * headers, and asks after each how far the node has come: what it then serves it has confirmed.
 */
final class HeaderFeed implements AutoCloseable {
  private static final int WINDOW = 3;
  private static final int SPACING = 600;

  private final ServerSocket server;
  private final List<BlockHeader> chain = new ArrayList<>();
  private final Map<Hash256, Integer> heights = new HashMap<>();

  HeaderFeed() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(30_000);
    add(Network.REGTEST.genesis());
  }

  private void add(BlockHeader header) {
    heights.put(header.hash(), chain.size());
    chain.add(header);
  }

  /** Makes headers up to a height. */
  void mineTo(int height) {
    Hash256 mark = new Hash256(7, 7, 7, 7);
    while (chain.size() <= height) {
      BlockHeader last = chain.get(chain.size() - 1);
      long nonce = 0;
      BlockHeader next;
      do {
        next = new BlockHeader(4, last.hash(), mark, last.time() + SPACING, 0x207fffffL, nonce++);
      } while (!CompactTarget.isMetBy(next.hash(), next.bits()));
      add(next);
    }
  }

  /** For a node's {@code patchbay.engine.connect}. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Waits until the node has dialled and asked for headers. */
  Feeding accept() throws IOException {
    WirePeer peer = WirePeer.accepted(Network.REGTEST, server.accept());
    int height = read(peer.await("version"), Version::read).startHeight();
    peer.send(WirePeer.version("/Feeding:1.0/", 5));
    peer.await("verack");
    peer.send(Verack.INSTANCE);
    GetHeaders asked = read(peer.await("getheaders"), GetHeaders::read);
    return new Feeding(peer, height, forkOf(asked));
  }

  private int forkOf(GetHeaders asked) {
    return asked.locator().stream()
        .filter(heights::containsKey)
        .map(heights::get)
        .findFirst()
        .orElseThrow(() -> new AssertionError("the node's chain is not ours"));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static <T> T read(WirePeer.Frame frame, Reading<T> reading) {
    try {
      return reading.read(new WireReader(ByteBuffer.wrap(frame.payload())));
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private interface Reading<T> {
    T read(WireReader in) throws MalformedException;
  }

  /** One connection. Confined to the test's thread, except {@link #confirmed}. */
  final class Feeding implements AutoCloseable {
    private final WirePeer peer;
    private final int startHeight;
    private int sent;
    private int asked;
    private volatile int confirmed;

    private Feeding(WirePeer peer, int startHeight, int fork) {
      this.peer = peer;
      this.startHeight = startHeight;
      this.sent = fork;
      this.confirmed = fork;
    }

    /** The height that the node said in its version message. */
    int startHeight() {
      return startHeight;
    }

    /** The highest header that the node has served, or asked to go on from. */
    int confirmed() {
      return confirmed;
    }

    /** Hands out headers until all up to a height are confirmed. */
    void feedTo(int height, int batch) throws IOException {
      mineTo(height);
      while (confirmed < height) {
        while (asked < WINDOW && sent < height) {
          offer(Math.min(height, sent + batch));
        }
        if (asked == 0) {
          sent = confirmed; // what came before the node spoke of headers was heard by nobody
          offer(Math.min(height, sent + batch));
        }
        hear();
      }
    }

    /** Hands out headers, a batch every time it is called; whether they are stored is not said. */
    void offer(int to) throws IOException {
      mineTo(to);
      peer.send(new Headers(List.copyOf(chain.subList(sent + 1, to + 1))));
      sent = to;
      ask();
    }

    private void ask() throws IOException {
      peer.send(new GetHeaders(70016, List.of(chain.get(confirmed).hash()), Hash256.ZERO));
      asked++;
    }

    /** Takes one answer. */
    void hear() throws IOException {
      List<BlockHeader> served = read(peer.await("headers"), Headers::read).headers();
      asked--;
      if (!served.isEmpty()) {
        confirmed = Math.max(confirmed, heights.get(served.get(served.size() - 1).hash()));
      }
    }

    WirePeer peer() {
      return peer;
    }

    @Override
    public void close() throws IOException {
      peer.close();
    }
  }
}
