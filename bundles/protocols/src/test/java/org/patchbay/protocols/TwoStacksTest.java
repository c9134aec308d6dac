package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.session.Protocol;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.FakeSession;
import org.patchbay.sim.VirtualLoop;

/** Two nodes' protocols talk to each other, ten milliseconds apart. */
class TwoStacksTest {
  private final VirtualLoop loop = new VirtualLoop(1);
  private final long now = loop.wallTime().getEpochSecond();
  private final FakeChain ahead = new FakeChain(loop).grow(4_500, now);
  private final FakeChain behind = new FakeChain(loop);
  private final FakeSession dialling = new FakeSession(loop, FakePeer.outbound());
  private final FakeSession dialled = new FakeSession(loop, FakePeer.inbound());

  private static List<Protocol> protocols(FakeChain chain) {
    return List.of(
        new AddressProtocol(new FakeBook()),
        new HandshakeProtocol(chain),
        new PingProtocol(),
        FakeBlocks.none(chain));
  }

  private void talk() {
    Duration latency = Duration.ofMillis(10);
    dialling.connect(message -> loop.after(latency, () -> dialled.deliver(message)));
    dialled.connect(message -> loop.after(latency, () -> dialling.deliver(message)));
    List<Protocol> here = protocols(behind);
    List<Protocol> there = protocols(ahead);
    attach(there, dialled, Protocol.Stage.CONNECTED);
    attach(here, dialling, Protocol.Stage.CONNECTED);
    assertTrue(established(dialled));
    attach(there, dialled, Protocol.Stage.ESTABLISHED);
    assertTrue(established(dialling));
    attach(here, dialling, Protocol.Stage.ESTABLISHED);
  }

  private boolean established(FakeSession session) {
    return loop.runUntil(
        () -> session.peer().state() == PeerState.ESTABLISHED, Duration.ofSeconds(1));
  }

  private static void attach(List<Protocol> all, FakeSession session, Protocol.Stage stage) {
    all.stream()
        .filter(p -> p.stage() == stage && p.appliesTo(session.peer()))
        .forEach(p -> p.attach(session));
  }

  @Test
  void theyShakeHandsMeasureEachOtherAndFollowOneChain() {
    talk();
    loop.advance(Duration.ofSeconds(2));
    assertEquals(Set.of("wtxidrelay", "addrv2"), dialling.peer().features());
    assertEquals(Duration.ofMillis(20).toNanos(), dialling.peer().lastPing());
    assertEquals(Duration.ofMillis(20).toNanos(), dialled.peer().lastPing());
    assertEquals(ahead.tip().hash(), behind.tip().hash());
    assertEquals(4_500, dialling.peer().knownHeight());

    ahead.take(FakeChain.on(ahead.tip().header(), 1, now));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(4_501, behind.tip().height());

    ahead.take(FakeChain.on(ahead.header(4_499).orElseThrow().header(), 3, now + 1));
    loop.advance(Duration.ofSeconds(1));
    assertEquals(ahead.tip().hash(), behind.tip().hash());

    loop.advance(Duration.ofHours(3));
    assertEquals(Optional.empty(), dialling.closed());
    assertEquals(Optional.empty(), dialled.closed());
  }
}
