package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.Tap;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Unknown;

/** Who taps a link is told of its messages as they are on the wire, in both protocols. */
class TapTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final TestConfig config = new TestConfig();
  private final Recorder dialled = new Recorder();
  private final Recorder accepted = new Recorder();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private NettyTransport transport;

  private final Tap tap =
      new Tap() {
        @Override
        public void received(String command, ByteBuffer payload) {
          tell("in " + command, payload);
        }

        @Override
        public void sent(String command, ByteBuffer payload) {
          tell("out " + command, payload);
        }

        private void tell(String what, ByteBuffer payload) {
          int length = payload.remaining();
          told.add(what + " " + length + (length > 0 ? " " + payload.get(payload.position()) : ""));
        }

        @Override
        public void ended() {
          told.add("ended");
        }
      };

  @AfterEach
  void stop() throws InterruptedException {
    transport.deactivate();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothDirectionsAreTold(boolean v2) throws Exception {
    config.kind = "nio";
    config.v2 = v2;
    transport = new NettyTransport(config, EchoNode.environment(Network.REGTEST));
    transport.bindCodec(new TestCodec());
    InetSocketAddress target = transport.listen(ANY, accepted).address();
    transport.connect(target, Duration.ofSeconds(5), v2, dialled, (to, why) -> {});
    Link one = dialled.opened();
    one.send(new Ping(3));
    one.flush();
    Link other = accepted.opened();
    assertEquals(new Ping(3), accepted.message(other));
    other.tap(tap);

    byte[] large = new byte[300_000];
    large[0] = 42;
    one.send(new Ping(7));
    one.send(new Unknown("large", large));
    one.flush();
    assertEquals(new Ping(7), accepted.message(other));
    accepted.message(other);
    other.send(new Pong(9));
    other.flush();
    assertEquals(new Pong(9), dialled.message(one));
    assertEquals(List.of("in ping 8 7", "in large 300000 42", "out pong 8 9"), told);

    other.tap(null);
    one.send(new Ping(8));
    one.flush();
    assertEquals(new Ping(8), accepted.message(other));
    other.tap(tap);
    one.close(CloseReason.of(CloseReason.Code.SHUTDOWN));
    accepted.closed();
    Recorder.until(() -> told.size() > 3, "the end is told");
    assertEquals("ended", told.get(3));
  }
}
