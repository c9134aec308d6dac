package org.patchbay.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Transport;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Verack;

class VirtualNetworkTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final VirtualNetwork network = new VirtualNetwork(loop).latency(Duration.ofMillis(10));
  private final VirtualTransport here = network.host();
  private final VirtualTransport there = network.host();
  private final Recorder events = new Recorder();
  private final Stranger remote = new Stranger(there);

  private Link dial() throws IOException {
    InetSocketAddress target = remote.listen(new InetSocketAddress(there.host(), 8333));
    here.connect(target, Duration.ofSeconds(5), events, events::failed);
    loop.advance(Duration.ofMillis(20));
    return events.links.get(0);
  }

  @Test
  void aConnectionStandsAfterARoundTrip() throws IOException {
    InetSocketAddress target = remote.listen(new InetSocketAddress(there.host(), 8333));
    here.connect(target, Duration.ofSeconds(5), events, events::failed);
    loop.advance(Duration.ofNanos(19_999_999));
    assertEquals(List.of(), events.log);
    loop.advance(Duration.ofNanos(1));
    assertEquals(List.of("opened"), events.log);
    Link near = events.links.get(0);
    assertFalse(near.inbound());
    assertTrue(remote.link().inbound());
    assertEquals(near.local(), remote.link().remote());
    assertEquals(target, near.remote());
  }

  @Test
  void nobodyListensOrTooFarAway() {
    InetSocketAddress target = new InetSocketAddress(there.host(), 1);
    here.connect(target, Duration.ofSeconds(5), events, events::failed);
    here.connect(target, Duration.ofMillis(15), events, events::failed);
    loop.runUntilIdle();
    assertEquals(List.of("failed: connection timed out", "failed: connection refused"), events.log);
  }

  @Test
  void anAddressIsBoundOnce() throws IOException {
    Transport.Endpoint endpoint = here.listen(new InetSocketAddress(here.host(), 8333), events);
    assertThrows(
        IOException.class, () -> here.listen(new InetSocketAddress(here.host(), 8333), events));
    endpoint.close();
    assertEquals(List.of(), here.endpoints());
    here.listen(new InetSocketAddress(here.host(), 8333), events);
  }

  @Test
  void messagesArriveInOrderAfterTheLatency() throws IOException {
    Link near = dial();
    long sent = loop.now();
    near.send(new Ping(1));
    near.send(new Ping(2));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), remote.heard());
    near.flush();
    loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(new Ping(1), new Ping(2)), remote.heard());
    assertEquals(sent + Duration.ofMillis(1010).toNanos(), remote.link().lastReadAt());
    assertEquals(248, near.bytesOut());
    assertEquals(248, remote.link().bytesIn());
    assertEquals(0, near.queuedOut());
  }

  @Test
  void bandwidthSpacesMessages() throws IOException {
    network.bandwidth(124_000).latency(Duration.ofMillis(10));
    Link near = dial();
    long start = loop.now();
    List<Long> times = new ArrayList<>();
    remote.onMessage((link, message) -> times.add((loop.now() - start) / 1_000_000));
    near.send(new Ping(1));
    near.send(new Ping(2));
    near.flush();
    loop.runUntilIdle();
    assertEquals(List.of(11L, 12L), times);
  }

  @Test
  void readableIsToldOnceUntilThePollWasEmpty() throws IOException {
    Link near = dial();
    remote.say(new Ping(1));
    remote.say(new Ping(2));
    loop.runUntilIdle();
    assertEquals(List.of("opened", "readable"), events.log);
    assertEquals(new Ping(1), assertInstanceOf(Arrival.Received.class, near.poll()).message());
    remote.say(new Ping(3));
    loop.runUntilIdle();
    assertEquals(List.of("opened", "readable"), events.log);
    near.poll();
    near.poll();
    assertEquals(null, near.poll());
    remote.say(new Ping(4));
    loop.runUntilIdle();
    assertEquals(List.of("opened", "readable", "readable"), events.log);
  }

  @Test
  void aFullInboxIsFeltByTheSender() throws IOException {
    network.inbox(248).sendMark(500);
    Link near = dial();
    Link far = remote.link();
    for (int i = 1; i <= 8; i++) {
      far.send(new Ping(i));
    }
    assertFalse(far.writable());
    far.flush();
    loop.runUntilIdle();
    assertEquals(248, near.queuedIn());
    assertTrue(near.paused());
    assertEquals(744, far.queuedOut());
    for (int i = 1; i <= 8; i++) {
      assertEquals(new Ping(i), ((Arrival.Received) near.poll()).message());
      loop.runUntilIdle();
    }
    assertTrue(far.writable());
    assertEquals(0, far.queuedOut());
  }

  @Test
  void aPausedLinkIsNotRead() throws IOException {
    Link near = dial();
    near.reading(false);
    remote.say(Verack.INSTANCE);
    loop.runUntilIdle();
    assertEquals(List.of("opened"), events.log);
    near.reading(true);
    loop.runUntilIdle();
    assertEquals(List.of("opened", "readable"), events.log);
  }

  @Test
  void whatWasQueuedIsWrittenBeforeTheCloseAndBothEndsHearOfItOnce() throws IOException {
    Link near = dial();
    near.send(new Ping(1));
    near.close(CloseReason.of(CloseReason.Code.OPERATOR));
    near.close(CloseReason.of(CloseReason.Code.SHUTDOWN));
    near.send(new Ping(2));
    loop.runUntilIdle();
    assertEquals(List.of("opened", "closed: operator"), events.log);
    assertEquals(List.of(new Ping(1)), remote.heard());
    assertEquals(List.of(CloseReason.of(CloseReason.Code.REMOTE_CLOSED)), remote.closed());
    assertEquals(0, here.stats().links());
    assertEquals(124, here.stats().bytesOut());
  }

  @Test
  void aSlowReaderDoesNotHoldUpACloseForLongerThanASecond() throws IOException {
    network.bandwidth(1);
    Link near = dial();
    near.send(new Ping(1));
    near.close(CloseReason.of(CloseReason.Code.OPERATOR));
    loop.advance(Duration.ofMillis(999));
    assertEquals(List.of("opened"), events.log);
    loop.advance(Duration.ofMillis(1));
    assertEquals(List.of("opened", "closed: operator"), events.log);
  }

  @Test
  void aCutLosesWhatIsOnItsWay() throws IOException {
    Link near = dial();
    near.send(new Ping(1));
    near.flush();
    ((VirtualLink) near).cut();
    loop.runUntilIdle();
    assertEquals(List.of(), remote.heard());
    assertEquals(CloseReason.Code.SOCKET_ERROR, remote.closed().get(0).code());
  }

  @Test
  void flawsArriveAsRejections() throws IOException {
    dial();
    ((VirtualLink) events.links.get(0))
        .sendFlawed("inv", Arrival.Flaw.CHECKSUM, "checksum 0 (expected 1)", 60);
    events.links.get(0).flush();
    loop.runUntilIdle();
    assertEquals(60, remote.rejected().get(0).wireBytes());
    assertEquals(Optional.empty(), remote.failure());
  }

  private final class Recorder implements LinkEvents {
    final List<String> log = new ArrayList<>();
    final List<Link> links = new ArrayList<>();

    @Override
    public void opened(Link link) {
      links.add(link);
      log.add("opened");
    }

    @Override
    public void readable(Link link) {
      log.add("readable");
    }

    @Override
    public void writable(Link link) {
      log.add("writable");
    }

    @Override
    public void closed(Link link, CloseReason reason) {
      log.add("closed: " + reason);
    }

    void failed(InetSocketAddress target, String reason) {
      log.add("failed: " + reason);
    }
  }
}
