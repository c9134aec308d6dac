package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Link;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Unknown;

/** Version 2 over real sockets, and how it meets version 1. */
class EncryptedLinkTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final TestConfig config = new TestConfig();
  private final Recorder dialled = new Recorder();
  private final Recorder accepted = new Recorder();
  private NettyTransport here;
  private NettyTransport there;

  private NettyTransport start(String kind, boolean v2) {
    config.kind = kind;
    config.v2 = v2;
    NettyTransport transport = new NettyTransport(config, EchoNode.environment(Network.REGTEST));
    transport.bindCodec(new TestCodec());
    return transport;
  }

  private void start(String kind, boolean hereV2, boolean thereV2) {
    here = start(kind, hereV2);
    there = start(kind, thereV2);
  }

  private Link dial(boolean tryV2) throws IOException {
    InetSocketAddress target = there.listen(ANY, accepted).address();
    here.connect(target, Duration.ofSeconds(5), tryV2, dialled, (to, why) -> {});
    return dialled.opened();
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

  private void talk(Link one, Link other) {
    for (int i = 0; i < 1_000; i++) {
      one.send(new Ping(i));
      other.send(new Pong(i));
    }
    one.flush();
    other.flush();
    for (int i = 0; i < 1_000; i++) {
      assertEquals(new Ping(i), accepted.message(other));
      assertEquals(new Pong(i), dialled.message(one));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void bothSpeakVersion2(String kind) throws Exception {
    start(kind, true, true);
    assertTrue(here.speaksV2());
    Link one = dial(true);
    Link other = accepted.opened();
    talk(one, other);
    assertEquals("v2", one.protocol());
    assertEquals("v2", other.protocol());
    assertEquals(64, one.session().length());
    assertEquals(one.session(), other.session());
    assertEquals(0, one.queuedIn());
    Recorder.until(() -> one.queuedOut() == 0, "all is written");
    byte[] large = new byte[3_999_999];
    new Random(1).nextBytes(large);
    one.send(new Unknown("large", large));
    one.send(new Ping(7));
    one.flush();
    assertArrayEquals(large, ((Unknown) accepted.message(other)).payload());
    assertEquals(new Ping(7), accepted.message(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void whoDoesNotKnowVersion2IsCalledAgainInVersion1(String kind) throws Exception {
    start(kind, true, false);
    Link one = dial(true);
    one.send(new Ping(5));
    one.flush();
    Link refused = accepted.opened();
    refused.close(CloseReason.of(CloseReason.Code.SHUTDOWN));
    accepted.closed();
    Link other = accepted.opened();
    assertEquals(new Ping(5), accepted.message(other));
    assertEquals("v1", one.protocol());
    assertEquals("", one.session());
    talk(one, other);
    assertEquals(0, dialled.closedNow());
    assertEquals(other.remote(), one.local());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void whoSaysSomethingIsNotCalledAgain(String kind) throws Exception {
    here = start(kind, true);
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      InetSocketAddress target = (InetSocketAddress) server.getLocalSocketAddress();
      here.connect(target, Duration.ofSeconds(5), true, dialled, (to, why) -> {});
      try (Socket socket = server.accept()) {
        dialled.opened();
        socket.getInputStream().readNBytes(24);
        socket.getOutputStream().write(1);
        Recorder.until(() -> here.stats().bytesIn() == 1, "the byte is read");
      }
      CloseReason reason = dialled.closed();
      assertTrue(reason.detail().contains("with 1 bytes"), reason.detail());
      server.setSoTimeout(100);
      CompletableFuture<Boolean> again =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  server.accept().close();
                  return true;
                } catch (IOException nobody) {
                  return false;
                }
              });
      assertFalse(again.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void version1IsStillUnderstood(String kind) throws Exception {
    start(kind, false, true);
    Link one = dial(false);
    Link other = accepted.opened();
    assertEquals("detecting", other.protocol());
    one.send(new Unknown("version", new byte[0]));
    one.flush();
    accepted.arrival(other);
    assertEquals("v1", other.protocol());
    talk(one, other);
  }
}
