package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.message.Ping;

/** What went is not held by anything in a running node, so that its class loader can go too. */
class ReachabilityTest {
  private final List<WeakReference<Object>> traces = new ArrayList<>();
  private final TestNode node = new TestNode().start();

  private <T> T traced(T object) {
    traces.add(new WeakReference<>(object));
    return object;
  }

  private void assertAllCollected() {
    for (int i = 0; i < 100 && reachable() > 0; i++) {
      System.gc();
    }
    assertEquals(0, reachable(), "reachable of " + traces.size());
  }

  private long reachable() {
    return traces.stream().filter(trace -> trace.get() != null).count();
  }

  @Test
  void aPolicyThatWasUsedForManyPeers() {
    List<Stranger> guests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      guests.add(node.guest());
    }
    usePolicy(guests);
    assertTrue(traces.size() > 20);
    assertAllCollected();
    assertEquals(20, node.established().size());
  }

  private void usePolicy(List<Stranger> guests) {
    Object secret = traced(new Object());
    RateLimitPolicy policy =
        (peer, opened) ->
            traced(
                (command, bytes, now) ->
                    secret.hashCode() == 1 ? RateLimit.DROP : new RateLimit.Pause(50_000_000));
    traced(policy);
    node.engine.add(RateLimitPolicy.class, policy, "guest", 0, 1);
    guests.forEach(guest -> guest.say(new Ping(1)));
    node.loop.advance(Duration.ofSeconds(1));
    node.engine.remove(RateLimitPolicy.class, policy);
    node.loop.advance(Duration.ofSeconds(1));
    guests.forEach(guest -> assertEquals(List.of(1L), TestNode.pongs(guest)));
  }

  @Test
  void aProtocolThatSpokeWithManyPeers() {
    for (int i = 0; i < 20; i++) {
      node.guest();
    }
    useProtocol();
    assertTrue(traces.size() > 20);
    assertAllCollected();
  }

  private void useProtocol() {
    Protocol protocol =
        traced(
            new Protocol() {
              @Override
              public String name() {
                return "guest";
              }

              @Override
              public boolean appliesTo(PeerView peer) {
                return true;
              }

              @Override
              public void attach(Session session) {
                Object memory = traced(new Object());
                session.on(Ping.class, ping -> memory.hashCode());
                session.onEnd(memory::hashCode);
                session.after(Duration.ofHours(1), memory::hashCode);
              }
            });
    node.engine.add(protocol);
    node.loop.advance(Duration.ofSeconds(1));
    node.engine.remove(protocol);
    node.loop.advance(Duration.ofSeconds(6));
  }

  @Test
  void peersThatWent() {
    visit();
    node.loop.advance(Duration.ofSeconds(5));
    assertEquals(0, node.engine.peers().size());
    assertEquals(3, node.engine.ended().size());
  }

  private void visit() {
    for (int i = 0; i < 3; i++) {
      node.guest()
          .link()
          .close(
              org.patchbay.api.peer.CloseReason.of(
                  org.patchbay.api.peer.CloseReason.Code.SHUTDOWN));
    }
  }
}
