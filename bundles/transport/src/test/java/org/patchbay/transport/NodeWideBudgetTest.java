package org.patchbay.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.patchbay.api.transport.Link;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Unknown;

/** Many links at once against the bounds of the node. */
class NodeWideBudgetTest {
  private static final int ATTACKERS = 100;

  private final TestConfig config = new TestConfig();
  private final Recorder node = new Recorder();
  private final List<Remote> remotes = new ArrayList<>();
  private NettyTransport transport;
  private InetSocketAddress address;

  private void start(String kind) throws Exception {
    config.kind = kind;
    config.budgetIn = 16_000_000;
    config.budgetOut = 16_000_000;
    transport = new NettyTransport(config, EchoNode.environment(Network.REGTEST));
    transport.bindCodec(new TestCodec());
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    address = transport.listen(any, node).address();
  }

  private Remote remote() throws Exception {
    Remote remote = new Remote(address);
    remotes.add(remote);
    return remote;
  }

  @AfterEach
  void stop() throws Exception {
    for (Remote remote : remotes) {
      remote.close();
    }
    transport.deactivate();
    assertEquals(0, transport.stats().heldIn());
    assertEquals(0, transport.stats().heldOut());
  }

  private void assertServed(Remote remote, Link link, long nonce) throws Exception {
    remote.write(new Ping(nonce));
    assertEquals(new Ping(nonce), node.message(link));
    link.send(new Pong(nonce));
    link.flush();
    assertEquals(new Pong(nonce), remote.read());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void unfinishedMessagesOfManyAreBoundedAndAnHonestPeerIsServed(String kind) throws Exception {
    start(kind);
    Remote honest = remote();
    Link link = node.opened();
    byte[] most = new byte[1_000_000];
    byte[] unfinished = Frames.join(Frames.header("block", 4_000_000), most);
    List<Link> attackers = new ArrayList<>();
    for (int i = 0; i < ATTACKERS; i++) {
      remote().writeBeside(unfinished);
      attackers.add(node.opened());
    }
    Recorder.until(() -> transport.stats().pausedLinks() >= ATTACKERS / 2, "attackers wait");
    long highest = 0;
    for (int i = 0; i < 200; i++) {
      assertServed(honest, link, i);
      highest = Math.max(highest, transport.stats().heldIn());
    }
    assertTrue(highest > 8_000_000, highest + " held");
    assertTrue(highest < 16_000_000 + ATTACKERS * 20_000L, highest + " held");
    assertFalse(link.paused());
    Recorder.until(
        () -> {
          waitedLong();
          return transport.stats().pausedLinks() == 0;
        },
        "unfinished ones are let go and all are read on");
    assertTrue(transport.stats().heldIn() <= 8_000_000, transport.stats().heldIn() + " held");
    assertEquals(ATTACKERS + 1, transport.stats().links());
  }

  /** As if the patience of all event loops had run out. */
  private void waitedLong() {
    for (Lane lane : transport.lanes()) {
      lane.execute(() -> lane.excess().expire(lane.now() + Excess.PATIENCE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "epoll") // the others may not notice a reset while they wait
  void thoseWhoWaitedReadOnWhenThereIsRoom(String kind) throws Exception {
    start(kind);
    byte[] payload = new byte[3_000_000];
    byte[] frame = Frames.of("block", payload);
    List<Link> links = new ArrayList<>();
    byte[] begun = Arrays.copyOf(frame, 1_500_000);
    byte[] rest = Arrays.copyOfRange(frame, 1_500_000, frame.length);
    for (int i = 0; i < 8; i++) {
      remote().writeBeside(begun);
      links.add(node.opened());
    }
    Recorder.until(() -> transport.stats().pausedLinks() > 0, "some wait");
    for (int i = 0; i < 6; i++) {
      remotes.get(i).reset();
    }
    for (int i = 0; i < 6; i++) {
      node.closed();
    }
    for (int i = 6; i < 8; i++) {
      remotes.get(i).writeBeside(rest);
      Message message = node.message(links.get(i));
      assertEquals(payload.length, ((Unknown) message).payload().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void peersThatDoNotReadAreNotServedAnyMoreWhileOthersAre(String kind) throws Exception {
    start(kind);
    Remote honest = remote();
    Link link = node.opened();
    Message some = new Unknown("plugin", new byte[50_000]);
    List<Link> stalled = new ArrayList<>();
    for (int i = 0; i < ATTACKERS; i++) {
      remote();
      stalled.add(node.opened());
    }
    for (Link other : stalled) {
      while (other.writable()) {
        other.send(some);
        other.flush();
      }
    }
    assertTrue(
        transport.stats().heldOut() < 16_000_000 + (ATTACKERS + 1) * 50_024L,
        transport.stats().heldOut() + " held");
    for (int i = 0; i < 200; i++) {
      assertServed(honest, link, i);
      assertTrue(link.writable());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io_uring", "epoll", "nio"})
  void peersThatFillTheirInboxesAreBounded(String kind) throws Exception {
    start(kind);
    Remote honest = remote();
    Link link = node.opened();
    byte[] flood = new byte[0];
    byte[] one = Frames.of("flood", new byte[10_000]);
    for (int i = 0; i < 7; i++) {
      flood = flood.length == 0 ? one : Frames.join(flood, flood);
    }
    for (int i = 0; i < ATTACKERS; i++) {
      remote().writeBeside(flood);
      node.opened();
    }
    Recorder.until(() -> transport.stats().pausedLinks() > ATTACKERS / 2, "attackers wait");
    assertTrue(
        transport.stats().heldIn() < 16_000_000 + ATTACKERS * 20_000L,
        transport.stats().heldIn() + " held");
    for (int i = 0; i < 200; i++) {
      assertServed(honest, link, i);
    }
  }
}
