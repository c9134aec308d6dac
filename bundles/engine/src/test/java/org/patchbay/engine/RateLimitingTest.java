package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.Ping;

class RateLimitingTest {
  private static void use(TestNode node, RateLimitPolicy policy) {
    node.engine.add(RateLimitPolicy.class, policy, "test", 0, 1);
  }

  private static Node.Slot slot(TestNode node) {
    return node.engine.slots().get(1);
  }

  @Test
  void aPauseDelaysAndKeepsOrder() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    long[] freeAt = {0};
    use(
        node,
        (peer, opened) ->
            (command, bytes, now) -> {
              if (now < freeAt[0]) {
                return new RateLimit.Pause(freeAt[0] - now);
              }
              freeAt[0] = now + Duration.ofSeconds(1).toNanos();
              return RateLimit.PASS;
            });
    TestNode.ping(guest, guest.link(), 1, 10);
    node.loop.advance(Duration.ofMillis(5_500));
    assertEquals(LongStream.rangeClosed(1, 6).boxed().toList(), TestNode.pongs(guest));
    assertTrue(node.only().paused());
    assertEquals(6, node.only().ledger().pauses());
    node.loop.advance(Duration.ofSeconds(5));
    assertEquals(Duration.ofSeconds(9).toNanos(), node.only().ledger().pausedTime());
    assertEquals(LongStream.rangeClosed(1, 10).boxed().toList(), TestNode.pongs(guest));
    assertEquals(List.of("rate-limited: ping delayed"), node.only().notes());
  }

  @Test
  void everyFewSecondsItIsToldHowAPeerStands() {
    TestNode node = new TestNode().start();
    List<Long> seen = new ArrayList<>();
    use(node, looking(seen));
    node.engine.add(RateLimitPolicy.class, looking(seen), "tried", -1, 2);
    Stranger guest = node.guest();
    node.configure("shadow.ratelimit", "tried");
    TestNode.ping(guest, guest.link(), 1, 3);
    node.loop.advance(Duration.ofSeconds(11));
    long inside = node.only().bytesIn();
    assertEquals(4, seen.size(), seen::toString); // twice each
    assertTrue(seen.stream().allMatch(bytes -> bytes > 96 && bytes <= inside), seen::toString);
  }

  private static RateLimitPolicy looking(List<Long> seen) {
    return (peer, opened) ->
        new RateLimitPolicy.PeerLimit() {
          @Override
          public RateLimit onMessage(String command, int bytes, long now) {
            return RateLimit.PASS;
          }

          @Override
          public void look(PeerView now, long at) {
            seen.add(now.bytesIn());
          }
        };
  }

  @Test
  void whatOnePolicyDelaysIsPutToTheNextAtOnce() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    use(node, (peer, opened) -> (command, bytes, now) -> new RateLimit.Pause(Long.MAX_VALUE));
    TestNode.ping(guest, guest.link(), 1, 3);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(), TestNode.pongs(guest));
    node.engine.add(
        RateLimitPolicy.class, (peer, o) -> (command, bytes, now) -> RateLimit.PASS, "next", 9, 2);
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(List.of(1L, 2L, 3L), TestNode.pongs(guest));
  }

  @Test
  void onlyGossipMayBeDropped() {
    TestNode node = new TestNode().start();
    Stranger guest = node.guest();
    use(node, (peer, opened) -> (command, bytes, now) -> RateLimit.DROP);
    guest.say(new Inv(List.of()), new Inv(List.of()));
    node.loop.advance(Duration.ofSeconds(1));
    assertEquals(0, slot(node).strikes());
    guest.say(new Ping(1), new Ping(2), new Ping(3), new Ping(4));
    node.loop.advance(Duration.ofSeconds(1));

    assertEquals(List.of(1L, 2L, 3L, 4L), TestNode.pongs(guest));
    assertEquals("wants to drop \"ping\"", slot(node).benched().get("test"));
  }

  @Test
  void aPolicyMayDisconnectButNotThoseWithPermission() {
    TestNode node = new TestNode("permissions", new String[] {"noban@11.0.0.2"}).start();
    Stranger friend = node.guest();
    Stranger other = node.guest();
    use(
        node,
        (peer, opened) ->
            (command, bytes, now) ->
                command.equals("ping") ? new RateLimit.Disconnect("no pings") : RateLimit.PASS);
    other.say(new Ping(1));
    friend.say(new Ping(1));
    node.loop.advance(Duration.ofSeconds(3));

    assertEquals(List.of(1L), TestNode.pongs(friend));
    assertEquals(List.of(), TestNode.pongs(other));
    assertEquals(
        CloseReason.of(CloseReason.Code.RATE_LIMIT, "no pings"),
        node.engine.ended().get(0).reason());
    assertEquals(1, slot(node).strikes());
  }

  @Test
  void policiesEndNoMoreThanTheCeilingPerMinute() {
    TestNode node = new TestNode("policy.disconnects.per.minute", 5).start();
    List<Stranger> guests = java.util.stream.Stream.generate(node::guest).limit(20).toList();
    use(
        node,
        (peer, opened) ->
            (command, bytes, now) ->
                command.equals("ping") ? new RateLimit.Disconnect("no pings") : RateLimit.PASS);
    guests.forEach(guest -> guest.say(new Ping(1)));
    node.loop.advance(Duration.ofSeconds(3));
    assertEquals(15, node.engine.peers().size());
    assertTrue(slot(node).benched().get("test").contains("more than 5 connections per minute"));
    assertEquals(3, slot(node).withheld(), "as many as it was let off before it was benched");
    assertEquals(15, guests.stream().filter(guest -> TestNode.pongs(guest).size() == 1).count());
  }
}
