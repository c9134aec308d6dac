package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.transport.Forwarder;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.NetworkClass;

/** Where the node listens for onion services that lead to it (protocol-facts §19.7). */
class ForwardersTest {
  private static final InetSocketAddress TARGET = new InetSocketAddress("127.0.0.1", 18445);
  private final Onion onion = new Onion();

  private static TestNode start(String... listen) {
    return new TestNode("listen", listen).start();
  }

  private void add(TestNode node) {
    node.engine.add(onion);
    node.loop.advance(Duration.ofMillis(10));
  }

  private String last() {
    return onion.told.get(onion.told.size() - 1);
  }

  @Test
  void whereNothingIsNamedForOnionsTheForwardersAddressIsOpened() {
    TestNode node = start("0.0.0.0:18444");
    node.loop.advance(Duration.ofMillis(10));
    assertEquals(1, node.engine.listening().size(), "nobody forwards, nothing is opened for it");
    add(node);
    assertEquals(List.of("nowhere", "127.0.0.1:18445"), onion.told);
    Stranger guest = new Stranger(node.network.host());
    guest.dial(TARGET);
    node.loop.advance(Duration.ofMillis(200));
    assertEquals(NetworkClass.ONION, node.only().network());

    node.engine.remove(onion);
    assertEquals(1, node.engine.listening().size(), "the configured one stays");
    assertEquals(2, onion.told.size(), "who is gone is told nothing");
  }

  @Test
  void whatTheConfigurationNamesForOnionsComesFirstAndIsFollowed() {
    TestNode node = start("0.0.0.0:18444", "relay@127.0.0.2:0=onion", "127.0.0.3:7=onion");
    add(node);
    assertEquals("127.0.0.2:49152", last());
    assertEquals(3, node.engine.listening().size());

    node.configure("listen", new String[] {"0.0.0.0:18444"});
    node.loop.advance(Duration.ofMillis(10));
    assertEquals("127.0.0.1:18445", last());

    node.configure("listen", new String[0]);
    node.loop.advance(Duration.ofMillis(10));
    assertEquals("nowhere", last());
    assertEquals(List.of(), node.engine.listening(), "who listens nowhere does not for onions");
  }

  @Test
  void itsPortFollowsThatOfListen() {
    TestNode node = start("0.0.0.0:20000", "127.0.0.1:30000");
    add(node);
    assertEquals("127.0.0.1:20001", last());
    node.configure("listen", new String[] {"0.0.0.0:0"});
    node.loop.advance(Duration.ofMillis(10));
    assertEquals("127.0.0.1:18445", last());
    node.configure("listen", new String[] {"0.0.0.0:65535"});
    node.loop.advance(Duration.ofMillis(10));
    assertEquals("127.0.0.1:18445", last());
  }

  @Test
  void whereItCannotListenTheNodeGoesOn() throws IOException {
    TestNode node = start("0.0.0.0:18444");
    node.network.host().listen(TARGET, null);
    add(node);
    assertEquals(List.of("nowhere"), onion.told);
    assertEquals(1, node.engine.listening().size());
    node.guest();
    assertEquals(1, node.established().size());
  }

  @Test
  void aForwarderThatThrowsHarmsNobody() {
    TestNode node = start("0.0.0.0:18444");
    node.engine.add(
        new Forwarder() {
          @Override
          public InetSocketAddress target() {
            return TARGET;
          }

          @Override
          public void listening(Optional<InetSocketAddress> at) {
            throw new IllegalStateException("broken");
          }
        });
    add(node);
    assertEquals("127.0.0.1:18445", last());
  }

  private static final class Onion implements Forwarder {
    final List<String> told = new ArrayList<>();

    @Override
    public InetSocketAddress target() {
      return TARGET;
    }

    @Override
    public void listening(Optional<InetSocketAddress> at) {
      told.add(at.map(each -> each.getHostString() + ":" + each.getPort()).orElse("nowhere"));
    }
  }
}
