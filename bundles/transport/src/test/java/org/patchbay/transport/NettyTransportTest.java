package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.CloseReason.Code;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.Transport;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Unknown;
import org.patchbay.wire.message.Verack;

/** Each test runs on every carrier; one that is not there is replaced by the next, as it should. */
class NettyTransportTest {
  static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final TestConfig config = new TestConfig();
  private final Recorder node = new Recorder();
  private NettyTransport transport;
  private InetSocketAddress address;

  private void start(String kind) throws IOException {
    start(kind, node);
  }

  private void start(String kind, Recorder events) throws IOException {
    config.kind = kind;
    transport = new NettyTransport(config, EchoNode.environment(Network.REGTEST));
    transport.bindCodec(new TestCodec());
    address = transport.listen(ANY, events).address();
  }

  private static boolean refused(InetSocketAddress address) {
    try {
      new Remote(address).close();
      return false;
    } catch (IOException expected) {
      return true;
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (transport != null) {
      transport.deactivate();
      assertEquals(0, transport.stats().links());
      assertEquals(0, transport.stats().heldIn());
      assertEquals(0, transport.stats().heldOut());
      assertEquals(0, transport.stats().pausedLinks());
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      assertFalse(thread.getName().startsWith("patchbay-net-"), thread.getName());
      assertFalse(thread.getName().startsWith("globalEventExecutor"), thread.getName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void carriesMessagesBothWaysInOrder(String kind) throws Exception {
    start(kind);
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      assertTrue(link.inbound());
      assertEquals(remote.local(), link.remote());
      assertEquals(address, link.local());
      assertEquals("v1", link.protocol());
      byte[][] pings = new byte[5000][];
      for (int i = 0; i < pings.length; i++) {
        pings[i] = Frames.of(new Ping(i));
      }
      remote.writeBeside(Frames.join(pings));
      for (int i = 0; i < pings.length; i++) {
        assertEquals(new Ping(i), node.message(link));
        link.send(new Pong(i));
        if (i % 7 == 0) {
          link.flush();
        }
      }
      link.flush();
      for (int i = 0; i < pings.length; i++) {
        assertEquals(new Pong(i), remote.read());
      }
      assertEquals(32L * pings.length, link.bytesIn());
      Recorder.until(() -> link.bytesOut() == 32L * pings.length, "bytes out are counted");
      assertTrue(link.ioTime() > 0, "time for reading and writing is counted");
      assertEquals(0, link.queuedIn());
      assertEquals(0, link.queuedOut());
      assertEquals(32L * pings.length, transport.stats().bytesIn());
      assertEquals(32L * pings.length, transport.stats().bytesOut());
      assertEquals(1, transport.stats().links());
      assertEquals(0, transport.stats().heldOut());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void carriesTheLargestMessagesBothWays(String kind) throws Exception {
    start(kind);
    byte[] payload = new byte[4_000_000];
    new Random(4).nextBytes(payload);
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      remote.writeBeside(Frames.join(Frames.of("big", payload), Frames.of(new Ping(1))));
      Unknown big = assertInstanceOf(Unknown.class, node.message(link));
      assertTrue(Arrays.equals(payload, big.payload()));
      assertEquals(new Ping(1), node.message(link));
      link.send(new Ping(2));
      link.send(big);
      link.send(new Ping(3));
      link.flush();
      assertEquals(new Ping(2), remote.read());
      assertTrue(Arrays.equals(payload, ((Unknown) remote.read()).payload()));
      assertEquals(new Ping(3), remote.read());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void readsNothingBeforeOpenedReturnsAndWhileTheEngineDoesNotWant(String kind) throws Exception {
    Recorder stopped = new Recorder(link -> link.reading(false));
    start(kind, stopped);
    try (Remote remote = new Remote(address)) {
      remote.write(new Ping(1));
      Link link = stopped.opened();
      Recorder.until(link::paused, "the wish is heard");
      assertNull(link.poll());
      assertEquals(1, transport.stats().pausedLinks());
      link.reading(true);
      assertEquals(new Ping(1), stopped.message(link));
      assertFalse(link.paused());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void aFullInboxStopsReadingUntilHalfIsTaken(String kind) throws Exception {
    config.receiveMark = 100_000;
    start(kind);
    int count = 10_000;
    byte[][] frames = new byte[count][];
    for (int i = 0; i < count; i++) {
      frames[i] = Frames.of("plugin", new byte[] {(byte) i, (byte) (i >> 8), 0, 0, 0});
      frames[i] = Frames.join(frames[i], Frames.of("filler", new byte[1000]));
    }
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      remote.writeBeside(Frames.join(frames));
      Recorder.until(link::paused, "the inbox is full");
      assertTrue(link.queuedIn() > 100_000);
      long most = 0;
      for (int i = 0; i < count; i++) {
        byte[] numbered = ((Unknown) node.message(link)).payload();
        assertEquals(i, numbered[0] & 0xFF | (numbered[1] & 0xFF) << 8);
        assertEquals("filler", node.message(link).command());
        most = Math.max(most, link.queuedIn());
      }
      assertTrue(most < 100_000 + 8 * Buffers.READ, most + " bytes waited");
      assertEquals(0, link.queuedIn());
      Recorder.until(() -> transport.stats().heldIn() < 40_000, "taken is given back");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void isNotWritableAboveTheMarkAndSaysWhenItIsAgain(String kind) throws Exception {
    config.sendMark = 1_000_000;
    start(kind);
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      Message some = new Unknown("plugin", new byte[100_000]);
      int sent = 0;
      while (link.writable()) {
        link.send(some);
        link.flush();
        sent++;
      }
      assertTrue(sent >= 10, sent + " messages were below the mark");
      for (int i = 0; i < sent; i++) {
        remote.read();
      }
      node.writable();
      assertTrue(link.writable());
      assertTrue(link.queuedOut() <= 500_000);
      Recorder.until(() -> link.queuedOut() == 0, "all is written");
      assertEquals(sent * 100_024L, link.bytesOut());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void wrongFramingIsToldOnceAndNothingAfterItIsRead(String kind) throws Exception {
    start(kind);
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      byte[] wrong = Frames.of(new Ping(1));
      wrong[1] ^= 1;
      remote.write(Frames.join(Frames.of(new Ping(0)), wrong, Frames.of(new Ping(2))));
      assertEquals(new Ping(0), node.message(link));
      Arrival.Rejected rejected = assertInstanceOf(Arrival.Rejected.class, node.arrival(link));
      assertEquals(Arrival.Flaw.FRAMING, rejected.flaw());
      Recorder.until(link::paused, "the socket is not read");
      assertNull(link.poll());
      link.close(CloseReason.of(Code.BAD_FRAMING, rejected.detail()));
      assertEquals(Code.BAD_FRAMING, node.closed().code());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void theOtherEndCloses(String kind) throws Exception {
    start(kind);
    Remote remote = new Remote(address);
    Link link = node.opened();
    remote.write(new Ping(1));
    remote.close();
    assertEquals(Code.REMOTE_CLOSED, node.closed().code());
    assertEquals(new Ping(1), node.message(link));
    link.send(new Pong(1));
    link.flush();
    link.close(CloseReason.of(Code.OPERATOR));
    link.reading(false);
    assertEquals(0, node.closedNow());
    assertFalse(link.paused());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void theSocketFails(String kind) throws Exception {
    start(kind);
    Remote remote = new Remote(address);
    node.opened();
    remote.reset();
    CloseReason reason = node.closed();
    assertEquals(Code.SOCKET_ERROR, reason.code());
    assertTrue(reason.detail().toLowerCase().contains("reset"), reason.detail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void closingWritesWhatWasSentAndKeepsTheFirstReason(String kind) throws Exception {
    start(kind);
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      byte[] payload = new byte[300_000];
      link.send(new Unknown("plugin", payload));
      link.send(new Ping(5));
      link.close(CloseReason.of(Code.EVICTED));
      link.close(CloseReason.of(Code.OPERATOR));
      link.send(new Ping(6));
      link.flush();
      assertEquals("plugin", remote.read().command());
      assertEquals(new Ping(5), remote.read());
      assertEquals(0, remote.drain());
      assertEquals(Code.EVICTED, node.closed().code());
      assertEquals(0, node.closedNow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void closingDoesNotWaitForAPeerThatDoesNotRead(String kind) throws Exception {
    start(kind);
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      for (int i = 0; i < 5; i++) {
        link.send(new Unknown("plugin", new byte[4_000_000]));
      }
      link.flush();
      long before = System.nanoTime();
      link.close(CloseReason.of(Code.TOO_SLOW));
      assertEquals(Code.TOO_SLOW, node.closed().code());
      assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(900));
      assertTrue(remote.drain() < 20_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void listensOnSeveralAddresses(String kind) throws Exception {
    start(kind);
    Recorder other = new Recorder();
    Transport.Endpoint second = transport.listen(ANY, other);
    assertEquals(2, transport.endpoints().size());
    try (Remote one = new Remote(address);
        Remote two = new Remote(second.address())) {
      Link link = other.opened();
      node.opened();
      second.close();
      assertEquals(1, transport.endpoints().size());
      Recorder.until(() -> refused(second.address()), "nothing is accepted there");
      two.write(new Ping(2));
      assertEquals(new Ping(2), other.message(link));
      one.write(new Verack());
    }
    IOException taken = assertThrows(IOException.class, () -> transport.listen(address, node));
    assertTrue(taken.getMessage().contains(address.toString()), taken.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void opensConnections(String kind) throws Exception {
    start(kind);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
      Recorder dialled = new Recorder();
      transport.connect(target, Duration.ofSeconds(5), dialled, (t, reason) -> {});
      try (Remote remote = new Remote(server.accept())) {
        Link link = dialled.opened();
        assertFalse(link.inbound());
        assertEquals(target, link.remote());
        link.send(new Ping(1));
        link.flush();
        assertEquals(new Ping(1), remote.read());
        remote.write(new Pong(1));
        assertEquals(new Pong(1), dialled.message(link));
      }
      assertEquals(Code.REMOTE_CLOSED, dialled.closed().code());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void saysWhyAConnectionIsRefused(String kind) throws Exception {
    start(kind);
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
    server.close();
    BlockingQueue<String> failures = new ArrayBlockingQueue<>(5);
    transport.connect(
        target, Duration.ofSeconds(5), node, (t, reason) -> failures.add(t + " " + reason));
    String failure = failures.poll(Recorder.SECONDS, TimeUnit.SECONDS);
    assertTrue(failure.contains("refused"), failure);
    assertTrue(failure.startsWith(target.toString()), failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void givesUpConnectingAfterTheTimeOut(String kind) throws Exception {
    start(kind);
    List<Socket> filling = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress target = (InetSocketAddress) full.getLocalSocketAddress();
      for (int i = 0; i < 2; i++) {
        filling.add(new Socket(target.getAddress(), target.getPort()));
      }
      BlockingQueue<String> failures = new ArrayBlockingQueue<>(5);
      transport.connect(target, Duration.ofMillis(200), node, (t, reason) -> failures.add(reason));
      String failure = failures.poll(Recorder.SECONDS, TimeUnit.SECONDS);
      assertTrue(failure.contains("timed out"), failure);
    } finally {
      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void aLinkKeepsTheCodecWithWhichItBegan(String kind) throws Exception {
    start(kind);
    TestCodec second = new TestCodec("second");
    try (Remote one = new Remote(address)) {
      Link old = node.opened();
      transport.bindCodec(second);
      transport.unbindCodec(new TestCodec());
      try (Remote two = new Remote(address)) {
        Link fresh = node.opened();
        assertEquals("test", old.codec());
        assertEquals("second", fresh.codec());
        one.write(new Ping(1));
        assertEquals(new Ping(1), node.message(old));
        two.write(new Ping(2));
        assertEquals(new Ping(2), node.message(fresh));
      }
      transport.unbindCodec(second);
      try (Remote refused = new Remote(address)) {
        assertEquals(0, refused.drain());
      }
      one.write(new Ping(3));
      assertEquals(new Ping(3), node.message(old));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void changedMarksHoldForLiveLinks(String kind) throws Exception {
    start(kind);
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      config.sendMark = 10_000;
      transport.modified(config);
      link.send(new Unknown("plugin", new byte[20_000]));
      assertFalse(link.writable());
      link.flush();
      remote.read();
      node.writable();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void servesManyLinksOnSeveralEventLoops(String kind) throws Exception {
    config.threads = 3;
    start(kind);
    List<Remote> remotes = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      remotes.add(new Remote(address));
      links.add(node.opened());
    }
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 60; i++) {
        remotes.get(i).write(new Ping(round));
      }
      for (Link link : links) {
        assertEquals(new Ping(round), node.message(link));
        link.send(new Pong(round));
        link.flush();
      }
      for (Remote remote : remotes) {
        assertEquals(new Pong(round), remote.read());
      }
    }
    assertEquals(60, transport.stats().links());
    assertEquals(3, transport.lanes().stream().filter(l -> l.traffic().links() == 20).count());
    for (Remote remote : remotes) {
      remote.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void whoDialsWhenItHasStoppedIsToldSo(String kind) throws Exception {
    start(kind);
    NettyTransport stopped = transport;
    transport = null;
    stopped.deactivate();
    BlockingQueue<String> said = new ArrayBlockingQueue<>(1);
    stopped.connect(address, Duration.ofSeconds(5), node, (target, reason) -> said.add(reason));
    assertEquals("the transport stops", said.poll(5, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void stoppingClosesEverythingForThatReason(String kind) throws Exception {
    start(kind);
    try (Remote remote = new Remote(address)) {
      Link link = node.opened();
      link.send(new Ping(1));
      link.flush();
      transport.deactivate();
      assertEquals(Code.SHUTDOWN, node.closed().code());
      assertEquals(new Ping(1), remote.read());
      assertThrows(IOException.class, () -> new Remote(address));
      transport = null;
    }
  }
}
