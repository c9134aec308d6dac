package org.patchbay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.ratelimit.RateLimit;
import org.patchbay.api.ratelimit.RateLimitPolicy;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.message.Ping;

/** The times of protocol-facts §10.1 at their edges; peers are looked at once a second. */
class TimeoutsTest {
  private final TestNode node = new TestNode().start();

  private void assertEndsBetween(Duration alive, Duration over, CloseReason.Code code) {
    node.loop.advance(alive);
    assertEquals(1, node.engine.peers().size(), "too early");
    node.loop.advance(over.minus(alive));
    assertTrue(node.engine.peers().isEmpty(), "too late");
    assertEquals(code, node.engine.ended().get(0).reason().code());
  }

  @Test
  void whoSaysNothingIsGoneAfterAMinute() {
    node.silent();
    assertEndsBetween(
        Duration.ofMillis(59_800), Duration.ofSeconds(62), CloseReason.Code.INACTIVITY);
  }

  @Test
  void whoNeverFinishesTheHandshakeIsGoneAfterAMinute() {
    Stranger stranger = node.silent();
    stranger.say(Greeter.version(1, 70016));
    assertEndsBetween(
        Duration.ofMillis(59_800), Duration.ofSeconds(62), CloseReason.Code.HANDSHAKE_TIMEOUT);
  }

  @Test
  void whoIsSilentForTwentyMinutesIsGone() {
    Stranger guest = node.guest();
    guest.say(new Ping(1));
    node.loop.advance(Duration.ofMillis(20));
    assertEndsBetween(
        Duration.ofSeconds(1199), Duration.ofSeconds(1203), CloseReason.Code.INACTIVITY);
  }

  @Test
  void oneMessageInTimeIsEnough() {
    Stranger guest = node.guest();
    for (int i = 0; i < 5; i++) {
      node.loop.advance(Duration.ofMinutes(19));
      guest.say(new Ping(i));
    }
    node.loop.advance(Duration.ofMinutes(19));
    assertEquals(1, node.engine.peers().size());
  }

  @Test
  void timeThatWePausedAPeerDoesNotCountAgainstItsHandshake() {
    RateLimitPolicy slow =
        (peer, opened) ->
            (command, bytes, now) ->
                now - opened < Duration.ofSeconds(50).toNanos()
                    ? new RateLimit.Pause(Duration.ofSeconds(50).toNanos() - (now - opened))
                    : RateLimit.PASS;
    node.engine.add(RateLimitPolicy.class, slow, "slow", 0, 1);
    Stranger stranger = node.silent();
    stranger.say(Greeter.version(1, 70016));
    assertEndsBetween(
        Duration.ofSeconds(105), Duration.ofSeconds(113), CloseReason.Code.HANDSHAKE_TIMEOUT);
  }
}
