package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.transport.Link;
import org.patchbay.wire.Network;

/** Who can come in at an address of each family, on every carrier. */
class FamilyTest {
  private final Recorder node = new Recorder();
  private NettyTransport transport;

  private InetSocketAddress listen(String kind, String host) throws IOException {
    TestConfig config = new TestConfig();
    config.kind = kind;
    transport = new NettyTransport(config, EchoNode.environment(Network.REGTEST));
    transport.bindCodec(new TestCodec());
    return transport.listen(new InetSocketAddress(host, 0), node).address();
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (transport != null) {
      transport.deactivate();
    }
  }

  /** The address of somebody who comes in, as the node sees it. */
  private String comeIn(String host, int port) throws IOException {
    try (Socket visitor = new Socket(host, port)) {
      Link link = node.opened();
      assertEquals(visitor.getLocalPort(), link.remote().getPort());
      return link.remote().getAddress().getHostAddress();
    }
  }

  /** Whether nobody comes in: refused by the system, or closed without a word. */
  private static boolean shutOut(String host, int port) throws IOException {
    try (Socket visitor = new Socket(host, port)) {
      visitor.setSoTimeout(Recorder.SECONDS * 1_000);
      return visitor.getInputStream().read() < 0;
    } catch (ConnectException refused) {
      return true;
    }
  }

  private static void assumeIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      Assumptions.assumeTrue(socket.isBound());
    } catch (IOException none) {
      Assumptions.abort("no IPv6 here: " + none.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void everyAddressOfIpv4IsNoneOfIpv6(String kind) throws IOException {
    InetSocketAddress at = listen(kind, "0.0.0.0");
    assertEquals("0.0.0.0", at.getAddress().getHostAddress());
    assertTrue(shutOut("::1", at.getPort()));
    assertEquals("127.0.0.1", comeIn("127.0.0.1", at.getPort()), "he is the first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void oneAddressOfIpv4IsThatAlone(String kind) throws IOException {
    InetSocketAddress at = listen(kind, "127.0.0.2");
    assertEquals("127.0.0.2", at.getAddress().getHostAddress());
    assertEquals("127.0.0.1", comeIn("127.0.0.2", at.getPort()));
    assertTrue(shutOut("127.0.0.3", at.getPort()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void everyAddressOfIpv6IsOneOfIpv4Too(String kind) throws IOException {
    assumeIpv6();
    InetSocketAddress at = listen(kind, "::");
    assertEquals("127.0.0.1", comeIn("127.0.0.1", at.getPort()));
    assertEquals("0:0:0:0:0:0:0:1", comeIn("::1", at.getPort()));
  }
}
