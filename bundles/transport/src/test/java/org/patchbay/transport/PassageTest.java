package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Destination;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.Opening;
import org.patchbay.api.transport.Passage;
import org.patchbay.wire.Network;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;

/** Links that something else is said before, over real sockets. */
class PassageTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Destination NAME = Destination.named("node.example", 8333);
  private static final NetworkAddress PEER = NetworkAddress.parse("9.9.9.9:1");

  private final TestConfig config = new TestConfig();
  private final Recorder dialled = new Recorder();
  private final Recorder accepted = new Recorder();
  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private NettyTransport here;
  private NettyTransport there;

  @TempDir Path folder;

  private NettyTransport start(String kind, boolean v2) {
    config.kind = kind;
    config.v2 = v2;
    NettyTransport transport = new NettyTransport(config, EchoNode.environment(Network.REGTEST));
    transport.bindCodec(new TestCodec());
    return transport;
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (NettyTransport transport : new NettyTransport[] {here, there}) {
      if (transport != null) {
        transport.deactivate();
        assertEquals(0, transport.stats().links());
        assertEquals(0, transport.stats().heldIn());
        assertEquals(0, transport.stats().heldOut());
      }
    }
  }

  private void dial(Passage passage, boolean tryV2) {
    here.connect(
        passage, SOON, tryV2, dialled, (reason, ofTarget) -> failures.add(ofTarget + " " + reason));
  }

  private String failure() throws InterruptedException {
    return failures.poll(Recorder.SECONDS, TimeUnit.SECONDS);
  }

  private void talk(Link one, Link other) {
    one.send(new Ping(1));
    one.flush();
    assertEquals(new Ping(1), accepted.message(other));
    other.send(new Pong(1));
    other.flush();
    assertEquals(new Pong(1), dialled.message(one));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void aDeadProxyIsNamedAndTellsNothingAboutTheTarget(String kind) throws Exception {
    here = start(kind, true);
    InetSocketAddress nobody;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) gone.getLocalSocketAddress();
    }
    dial(here.socks(nobody, true, NAME), true);
    String why = failure();
    assertTrue(why.startsWith("false nobody answers at 127.0.0.1:" + nobody.getPort() + ": "), why);
    Path socket = folder.resolve("nobody");
    dial(here.socks(UnixDomainSocketAddress.of(socket), true, NAME), true);
    String missing = failure();
    assertTrue(missing.startsWith("false nobody answers at " + socket + ": "), missing);
  }

  /** Says a line, wants one, and has reached the peer that it names; bounded by nothing. */
  private static final class Line implements Opening {
    private final StringBuilder heard = new StringBuilder();
    private final Duration patience;

    Line(Duration patience) {
      this.patience = patience;
    }

    @Override
    public Step begin() {
      return new Say(
          CompletableFuture.supplyAsync(() -> "who?\n".getBytes(StandardCharsets.US_ASCII)),
          patience);
    }

    @Override
    public Step read(ByteBuffer in) {
      while (in.hasRemaining()) {
        char next = (char) in.get();
        if (next == '\n') {
          return heard.toString().equals("nobody")
              ? new Failed("nobody is there", true)
              : new Open(NetworkAddress.parse(heard.toString()));
        }
        heard.append(next);
      }
      return MORE;
    }
  }

  private record LinePassage(SocketAddress via, Duration patience, CompletableFuture<Void> gone)
      implements Passage {
    @Override
    public Optional<Opening> opening() {
      return Optional.of(new Line(patience));
    }

    @Override
    public void left() {
      assertTrue(gone.complete(null), "left once");
    }
  }

  private static LinePassage line(SocketAddress via, Duration patience) {
    return new LinePassage(via, patience, new CompletableFuture<>());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void aNameIsResolvedByTheProxyAndVersion2SpokenThroughIt(String kind) throws Exception {
    here = start(kind, true);
    there = start(kind, true);
    try (SocksServer proxy = new SocksServer()) {
      proxy.name("node.example", there.listen(ANY, accepted).address());
      dial(here.socks(proxy.address(), true, NAME), true);
      Link one = dialled.opened();
      Link other = accepted.opened();
      talk(one, other);
      assertEquals("v2", one.protocol());
      assertEquals(NAME.address(), one.address());
      SocksServer.Asked asked = proxy.asked.take();
      assertEquals("node.example", asked.host());
      assertEquals(8333, asked.port());
      assertTrue(asked.user().matches("[0-9a-f]{16}-0"), asked.user());
      assertEquals(asked.user(), asked.password());
      one.close(CloseReason.of(CloseReason.Code.SHUTDOWN));
      accepted.closed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void whoDoesNotKnowVersion2IsCalledAgainThroughTheProxy(String kind) throws Exception {
    here = start(kind, true);
    there = start(kind, false);
    try (SocksServer proxy = new SocksServer()) {
      proxy.name("node.example", there.listen(ANY, accepted).address());
      dial(here.socks(proxy.address(), true, NAME), true);
      Link one = dialled.opened();
      accepted.opened().close(CloseReason.of(CloseReason.Code.SHUTDOWN));
      accepted.closed();
      talk(one, accepted.opened());
      assertEquals("v1", one.protocol());
      assertEquals(NAME.address(), one.address());
      assertNotEquals(proxy.asked.take().user(), proxy.asked.take().user());
      assertEquals(0, dialled.closedNow());
      one.close(CloseReason.of(CloseReason.Code.SHUTDOWN));
      accepted.closed();
    }
  }

  @Test
  void whatTheProxyCannotReachFailsOfTheTarget() throws Exception {
    here = start("nio", true);
    try (SocksServer proxy = new SocksServer()) {
      dial(here.socks(proxy.address(), false, NAME), true);
      assertEquals("true the proxy cannot reach node.example:8333: host unreachable", failure());
    }
  }

  @Test
  void aProxyThatIsNotThereFailsItself() throws Exception {
    here = start("nio", true);
    SocketAddress nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalSocketAddress();
    }
    dial(here.socks(nobody, false, NAME), true);
    assertTrue(failure().startsWith("false "));
    dial(Passage.direct(nobody), true);
    assertTrue(failure().startsWith("true "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void whoeverSaysNothingOrLeavesFailsOnce(String kind) throws Exception {
    here = start(kind, true);
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      LinePassage silent = line(server.getLocalSocketAddress(), Duration.ofMillis(50));
      dial(silent, true);
      assertEquals("false no answer within 50 ms", failure());
      silent.gone().get(Recorder.SECONDS, TimeUnit.SECONDS);
      server.accept().close();
      LinePassage left = line(server.getLocalSocketAddress(), SOON);
      dial(left, true);
      try (Socket socket = server.accept()) {
        assertEquals("who?\n", new String(socket.getInputStream().readNBytes(5)));
      }
      assertEquals("false the other end closed the connection", failure());
      left.gone().get(Recorder.SECONDS, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void aPeerThatWasWaitedForIsInboundAndItsFirstBytesAreItsOwn(String kind) throws Exception {
    here = start(kind, false);
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      LinePassage passage = line(server.getLocalSocketAddress(), Duration.ZERO);
      here.accept(passage, SOON, dialled, (reason, ofTarget) -> failures.add(reason));
      try (Socket socket = server.accept()) {
        socket.getInputStream().readNBytes(5);
        byte[] name = "9.9.9.9:1\n".getBytes(StandardCharsets.US_ASCII);
        for (byte each : name) {
          socket.getOutputStream().write(each);
        }
        Link link = dialled.opened();
        assertTrue(link.inbound());
        assertEquals(PEER, link.address());
        Remote remote = new Remote(socket);
        remote.write(new Ping(4));
        assertEquals(new Ping(4), dialled.message(link));
        link.send(new Pong(4));
        link.flush();
        assertEquals(new Pong(4), remote.read());
      }
      dialled.closed();
      passage.gone().get(Recorder.SECONDS, TimeUnit.SECONDS);
      here.accept(line(passage.via(), SOON), SOON, dialled, (reason, ofTarget) -> {});
      try (Socket socket = server.accept()) {
        byte[] both = Frames.join("9.9.9.9:1\n".getBytes(), Frames.of(new Ping(5)));
        socket.getOutputStream().write(both);
        assertEquals(new Ping(5), dialled.message(dialled.opened()));
      }
    }
  }

  @Test
  void waitingIsCalledOff() throws Exception {
    here = start("nio", true);
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      LinePassage passage = line(server.getLocalSocketAddress(), Duration.ZERO);
      Cancellable waiting =
          here.accept(passage, SOON, dialled, (reason, ofTarget) -> failures.add(reason));
      try (Socket socket = server.accept()) {
        socket.getInputStream().readNBytes(5);
        waiting.cancel();
        assertEquals("the other end closed the connection", failure());
        assertEquals(-1, socket.getInputStream().read());
      }
    }
  }

  @Test
  void aConversationLeadsToNoLinkAndItsEndIsTold() throws Exception {
    here = start("nio", true);
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Cancellable talk =
          here.converse(
              server.getLocalSocketAddress(), SOON, new Line(Duration.ZERO), failures::add);
      try (Socket socket = server.accept()) {
        socket.getInputStream().readNBytes(5);
        socket.getOutputStream().write("nobody\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals("nobody is there", failure());
        assertEquals(-1, socket.getInputStream().read());
      }
      talk.cancel();
      assertEquals(0, here.stats().links());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void aProxyMayBeASocketInTheFileSystem(String kind) throws Exception {
    here = start(kind, false);
    UnixDomainSocketAddress at = UnixDomainSocketAddress.of(folder.resolve("socks"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(at);
      dial(here.socks(at, false, NAME), true);
      try (SocketChannel proxy = server.accept()) {
        expect(proxy, 3);
        proxy.write(ByteBuffer.wrap(new byte[] {5, 0}));
        expect(proxy, 5 + 12 + 2);
        proxy.write(ByteBuffer.wrap(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0}));
        Link link = dialled.opened();
        assertEquals(NAME.address(), link.address());
        proxy.write(ByteBuffer.wrap(Frames.of(new Ping(6))));
        assertEquals(new Ping(6), dialled.message(link));
      }
      dialled.closed();
    }
  }

  private static void expect(SocketChannel from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      assertTrue(from.read(bytes) > 0);
    }
  }
}
