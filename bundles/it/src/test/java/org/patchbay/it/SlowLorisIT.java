package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.node.Node;
import org.patchbay.wire.Network;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.WireWriter;

/**
 * Strangers by the hundred who take their time: each is gone after the time of a handshake, for the
 * reason that is true of it, a silent one costs little, and an honest peer is let in and served.
 */
class SlowLorisIT {
  private static final int OF_EACH = 100;
  private static final int SECONDS = 4;
  private static final int MOST_BYTES = 4_096;
  private static final String LINK = "org.patchbay.transport.NettyLink";
  private static final byte[] HELLO = hello();

  @TempDir Path folder;
  private final Map<Integer, Way> ways = new HashMap<>();
  private final List<SocketChannel> channels = new ArrayList<>();
  private final List<SocketChannel> dripping = new ArrayList<>();
  private int dripped = 1;

  /** How somebody takes his time, and what the node says of it in the end. */
  private enum Way {
    SILENT(0, "inactivity: nothing sent in the first 4 s"),
    HALF_A_MESSAGE(40, "inactivity: nothing sent in the first 4 s"),
    A_BYTE_A_SECOND(1, "inactivity: nothing sent in the first 4 s"),
    HALF_A_HANDSHAKE(HELLO.length, "handshake-timeout: not finished after 4 s"),
    HALF_A_KEY_EXCHANGE(64, "handshake-timeout: not finished after 4 s");

    final int length;
    final String reason;

    Way(int length, String reason) {
      this.length = length;
      this.reason = reason;
    }

    ByteBuffer begins() {
      return ByteBuffer.wrap(
          this == HALF_A_KEY_EXCHANGE ? new byte[length] : Arrays.copyOf(HELLO, length));
    }
  }

  private static byte[] hello() {
    WireWriter payload = new WireWriter();
    WirePeer.version("/Slow:1.0/", 7).write(payload);
    byte[] bytes = payload.toBytes();
    byte[] sum = Arrays.copyOf(Sha256.doubleHash(bytes, 0, bytes.length), 4);
    return WirePeer.frame(Network.REGTEST, "version", bytes.length, sum, bytes);
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }

  @Test
  void eachEndsAtItsTimeForItsReasonAndAnHonestPeerIsServed() throws Exception {
    try (EmbeddedNode node =
        EmbeddedNode.start(
            folder,
            "patchbay.engine/max.inbound=1000",
            "patchbay.engine/handshake.seconds=" + SECONDS)) {
      for (Way way : Way.values()) {
        connect(way, node.address());
      }
      try (WirePeer honest = WirePeer.join(Network.REGTEST, node.address())) {
        int pings = 0;
        while (node.node().ended().size() < ways.size()) {
          honest.barrier(++pings);
          drip();
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
        honest.barrier(++pings);
        assertEquals(1, node.node().peers().size());
      }
      ended(node.node());
    }
  }

  /**
   * What one holds: live bytes in the process of a node with them less those without, by the
   * virtual machine's own count after a collection, divided by their number. It is all that the
   * engine, the protocols, the transport and Netty keep for one; what bytes are read into is shared
   * by the connections of an event loop and not in it.
   */
  @Test
  void aSilentConnectionHoldsFourKilobytesAtMost() throws Exception {
    try (ChildNode node =
        ChildNode.start(folder, "patchbay.engine.max.inbound=1000", "patchbay.transport.v2=true")) {
      WirePeer.join(Network.REGTEST, node.address()).close();
      node.live("Total").bytes(); // loads what counting needs
      long before = node.live("Total").bytes();
      for (int i = 0; i < 6; i++) {
        connect(Way.SILENT, node.address());
      }
      EmbeddedNode.await("all are there", () -> node.live(LINK).instances() == ways.size());
      long each = (node.live("Total").bytes() - before) / ways.size();
      System.out.println(each + " bytes for each silent connection");
      assertTrue(each <= MOST_BYTES, each + " bytes for each (max " + MOST_BYTES + ")");
    }
  }

  private void connect(Way way, InetSocketAddress address) throws IOException {
    for (int i = 0; i < OF_EACH; i++) {
      SocketChannel channel = SocketChannel.open(address);
      channels.add(channel);
      channel.write(way.begins());
      ways.put(((InetSocketAddress) channel.getLocalAddress()).getPort(), way);
      if (way == Way.A_BYTE_A_SECOND) {
        dripping.add(channel);
      }
    }
  }

  /** One more byte of each who is still heard. */
  private void drip() {
    int next = dripped++;
    dripping.removeIf(
        channel -> {
          try {
            return channel.write(ByteBuffer.wrap(HELLO, next, 1)) == 0;
          } catch (IOException closed) {
            return true;
          }
        });
  }

  private void ended(Node node) {
    Map<Way, Integer> counts = new EnumMap<>(Way.class);
    for (Node.Ended gone : node.ended()) {
      Way way = ways.get(gone.peer().address().port());
      if (way == null) {
        continue; // honest
      }
      assertEquals(way.reason, gone.reason().toString(), way.name());
      long lived = gone.at() - gone.peer().connectedAt();
      assertTrue(lived >= TimeUnit.SECONDS.toNanos(SECONDS), way + " after " + lived + " ns");
      counts.merge(way, 1, Integer::sum);
    }
    for (Way way : Way.values()) {
      assertEquals(OF_EACH, counts.get(way), way.name());
    }
  }
}
