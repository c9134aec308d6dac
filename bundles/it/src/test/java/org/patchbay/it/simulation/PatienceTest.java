package org.patchbay.it.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Link;
import org.patchbay.sim.Stranger;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;

/**
 * How long a whole node waits for a peer, to the instant (protocol-facts §10.1, §10.2). Every guest
 * dials when the node is 2 s old, so that the connection stands at 2.02 s; the node looks at its
 * peers at full seconds.
 */
class PatienceTest {
  @TempDir Path folder;
  private Simulation simulation;
  private SimulatedNode node;

  @AfterEach
  void stop() {
    simulation.close();
  }

  private Stranger guest(Map<String, ?> settings) {
    simulation = new Simulation(folder, 5);
    node = simulation.node(settings);
    simulation.loop.advance(Duration.ofSeconds(2));
    return simulation.silent(node);
  }

  private void assertEnds(Duration at, CloseReason.Code code) {
    simulation.loop.advance(Duration.ofHours(1));
    Node.Ended ended = node.lastEnded();
    assertEquals(code, ended.reason().code(), ended.reason().toString());
    assertEquals(at, Duration.ofNanos(ended.at()), ended.reason().toString());
    assertEquals(List.of(), node.engine.peers());
  }

  @Test
  void whoSaysNothingIsClosedAfterAMinute() {
    guest(Map.of());
    assertEnds(Duration.ofSeconds(63), CloseReason.Code.INACTIVITY);
  }

  @Test
  void whoDoesNotFinishTheHandshakeIsClosed() {
    Guest.opening(guest(Map.of()), (link, message) -> {});
    assertEnds(Duration.ofSeconds(63), CloseReason.Code.HANDSHAKE_TIMEOUT);
  }

  @Test
  void theHandshakesTimeIsTheOperators() {
    Guest.opening(guest(Map.of("handshake.seconds", 5)), (link, message) -> {});
    assertEnds(Duration.ofSeconds(8), CloseReason.Code.HANDSHAKE_TIMEOUT);
  }

  @Test
  void whoNeverSpeaksAgainIsClosed() {
    Guest.opening(guest(Map.of("inactivity.seconds", 300)), Guest.deaf());
    // The verack came at 2.1 s.
    assertEnds(Duration.ofSeconds(303), CloseReason.Code.INACTIVITY);
  }

  /**
   * The connection stands for us at 2.02 s and for the guest at 2.04 s; its version comes at 2.06
   * s, its verack, which answers ours, at 2.1 s, and our ping leaves. More than 20 minutes is a
   * nanosecond more.
   */
  @Test
  void whoTalksButDoesNotAnswerAPingIsClosed() {
    Stranger guest = Guest.opening(guest(Map.of()), Guest.deaf());
    chat(guest);
    assertEnds(
        Duration.ofMillis(2_100).plus(Duration.ofMinutes(20)).plusNanos(1),
        CloseReason.Code.PING_TIMEOUT);
  }

  @Test
  void whoAnswersStays() {
    Guest.opening(guest(Map.of()), Guest.polite());
    simulation.loop.advance(Duration.ofHours(30));
    assertEquals(1, node.established().size());
    assertEquals(Duration.ofMillis(40).toNanos(), node.established().get(0).minPing());
  }

  private void chat(Stranger guest) {
    simulation.loop.after(
        Duration.ofMinutes(1),
        () -> {
          if (guest.closed().isEmpty()) {
            Link link = guest.link();
            Message word = new Ping(7);
            guest.say(link, word);
            chat(guest);
          }
        });
  }
}
