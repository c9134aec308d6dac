package org.patchbay.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patchbay.api.transport.Transport;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Network;
import org.patchbay.wire.Sha256;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Ping;

/**
 * Strangers by the hundred who want memory and time. What they get is bounded, and an honest peer
 * does not feel them. The number of connections is {@code patchbay.it.flood}, 600 unless told; the
 * node has a heap that is a small part of what they offer, and ends where it is too small.
 */
class FloodIT {
  private static final int MANY = Integer.getInteger("patchbay.it.flood", 600);
  private static final long BUDGET = 32_000_000;
  private static final String HEAP = MANY > 1_000 ? "256m" : "160m";
  private static final int UNFINISHED = 3_900_000;
  private static final long ANSWER = 170_000;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SLOTS = "max.inbound=" + (MANY + 100);

  @TempDir Path folder;

  private ChildNode child(String... settings) throws IOException {
    return childOf(HEAP, settings);
  }

  private ChildNode childOf(String heap, String... settings) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(settings));
    all.add("patchbay.engine." + SLOTS);
    all.add("patchbay.transport.budget.in=" + BUDGET);
    all.add("patchbay.transport.budget.out=" + BUDGET);
    return ChildNode.limited(folder, heap, "true", all.toArray(String[]::new));
  }

  private static void report(String what, ChildNode node, long bytes, String pings)
      throws IOException {
    System.out.printf(
        "%s: %d connections, %d MB taken, %d MB resident; honest: %s%n",
        what, MANY, bytes / 1_000_000, node.resident() / 1_000_000, pings);
  }

  /** All but the last byte of a message of 3.9 MB. */
  private static byte[] unfinished() {
    byte[] payload = new byte[UNFINISHED];
    byte[] frame = WirePeer.frame(Network.REGTEST, "block", UNFINISHED, new byte[4], payload);
    return Arrays.copyOf(frame, frame.length - 1);
  }

  @Test
  void unfinishedMessagesOfAllAreBoundedTogether() throws Exception {
    try (ChildNode node = child();
        PingMeter honest = PingMeter.start(node.address());
        Swarm swarm = Swarm.join(node.address(), MANY)) {
      long taken = swarm.say(unfinished(), 2_000);

      awaitMore(honest, node);
      report("unfinished", node, taken, honest.stop());
      assertTrue(node.alive(), node.output());
      assertEquals(MANY, swarm.open(), "they wait, and nobody is closed for it");
    }
  }

  @Test
  void whatIsHeldStaysWithinTheBudget() throws Exception {
    int some = 100;
    try (EmbeddedNode node =
            EmbeddedNode.start(
                folder,
                "patchbay.engine/max.inbound=200",
                "patchbay.transport/budget.in=" + BUDGET);
        Chatter honest = Chatter.start(node.address(), 1);
        Swarm swarm = Swarm.join(node.address(), some)) {
      swarm.say(unfinished(), 1_000);

      Transport transport = node.service(Transport.class);
      EmbeddedNode.await("much is held", () -> transport.stats().heldIn() > BUDGET / 4);
      for (int i = 0; i < 100; i++) {
        long held = transport.stats().heldIn();
        assertTrue(held <= BUDGET + some * 70_000L, held + " bytes held");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      long before = honest.answered();
      EmbeddedNode.await("the honest one is served", () -> honest.answered() > before + 1_000);
      assertEquals(Optional.empty(), honest.stop());
    }
  }

  /** Questions whose answers are 162 kB each, and pings between them. */
  private static byte[] questions() {
    byte[] asking = Swarm.frame(new GetHeaders(70016, List.of(Hash256.ZERO), Hash256.ZERO));
    byte[] pinging = Swarm.frame(new Ping(1));
    byte[][] both = new byte[2_000][];
    for (int i = 0; i < both.length; i++) {
      both[i] = i % 4 == 0 ? asking : pinging;
    }
    return Swarm.together(both);
  }

  @Test
  void whatIsOwedStaysWithinTheBudget() throws Exception {
    int some = 100;
    try (HeaderFeed feed = new HeaderFeed();
        EmbeddedNode node =
            EmbeddedNode.start(
                folder,
                "patchbay.chain/keep=none",
                EmbeddedNode.PLAIN,
                "patchbay.engine/connect=" + feed.address(),
                "patchbay.engine/max.inbound=200",
                "patchbay.transport/budget.out=" + BUDGET);
        HeaderFeed.Feeding feeding = feed.accept()) {
      feeding.feedTo(2_500, 500);
      try (Chatter honest = Chatter.start(node.address(), 1);
          Swarm swarm = Swarm.join(node.address(), some)) {
        swarm.say(questions(), 1_000);

        Transport transport = node.service(Transport.class);
        EmbeddedNode.await("much is owed", () -> transport.stats().heldOut() > BUDGET / 4);
        for (int i = 0; i < 100; i++) {
          long held = transport.stats().heldOut();
          assertTrue(held <= BUDGET + some * ANSWER, held + " bytes held");
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        long before = honest.answered();
        EmbeddedNode.await(
            "the honest one is served", PATIENCE, () -> honest.answered() > before + 100);
        assertEquals(Optional.empty(), honest.stop());
      }
    }
  }

  /** What a peer is owed and does not read is kept as what to make it from, not as bytes. */
  @Test
  void whoNeverReadsIsNotServedWithoutEnd() throws Exception {
    try (HeaderFeed feed = new HeaderFeed();
        ChildNode node =
            child("patchbay.chain.keep=none", "patchbay.engine.connect=" + feed.address());
        HeaderFeed.Feeding feeding = feed.accept()) {
      feeding.feedTo(2_500, 500);
      try (PingMeter honest = PingMeter.start(node.address());
          Swarm swarm = Swarm.join(node.address(), MANY)) {
        long taken = swarm.say(questions(), 2_000);

        awaitMore(honest, node);
        report("never reading", node, taken, honest.stop());
        assertTrue(node.alive(), node.output());
      }
    }
  }

  @Test
  void whoNeverFinishesTheHandshakeIsClosed() throws Exception {
    byte[] greeting = Swarm.greeting();
    try (ChildNode node = child("patchbay.engine.handshake.seconds=3");
        PingMeter honest = PingMeter.start(node.address());
        Swarm silent = Swarm.dial(node.address(), 100);
        Swarm dripping = Swarm.dial(node.address(), 100);
        Swarm patient = Swarm.join(node.address(), 100)) {
      long begin = System.nanoTime();
      for (int i = 0; System.nanoTime() - begin < Duration.ofSeconds(6).toNanos(); i++) {
        dripping.drip(greeting, i);
        patient.drip(Swarm.frame(new Ping(i)), i);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }

      EmbeddedNode.await("the silent are closed", () -> silent.open() == 0);
      EmbeddedNode.await("the dripping are closed", () -> dripping.open() == 0);
      assertEquals(100, patient.open(), "who said all in time may drip");
      System.out.println("one byte a second: honest: " + honest.stop());
    }
  }

  /** What a flood is of. */
  enum Kind {
    UNKNOWN,
    PINGS,
    BAD_CHECKSUM,
    MALFORMED
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fullSpeedFromEightConnections(Kind kind) throws Exception {
    byte[] one = bad(kind);
    byte[][] many = new byte[65_536 / one.length][];
    Arrays.fill(many, one);
    byte[] block = Swarm.together(many);
    try (ChildNode node = child();
        PingMeter honest = PingMeter.start(node.address());
        Swarm swarm = Swarm.join(node.address(), 8)) {
      long begin = System.nanoTime();
      long sent = 0;
      while (System.nanoTime() - begin < Duration.ofSeconds(3).toNanos()) {
        sent += swarm.say(block, 1_000);
        assertEquals(8, swarm.open(), "nobody is closed for it");
      }
      awaitMore(honest, node);
      System.out.printf(
          "%s: %d messages in 3 s, %d MB resident; honest: %s%n",
          kind, sent / one.length, node.resident() / 1_000_000, honest.stop());
      assertTrue(node.alive(), node.output());
    }
  }

  private static byte[] bad(Kind kind) {
    byte[] sum = new byte[4];
    return switch (kind) {
      case UNKNOWN ->
          WirePeer.frame(Network.REGTEST, "nonsense", 8, checksum(new byte[8]), new byte[8]);
      case PINGS -> Swarm.frame(new Ping(3));
      case BAD_CHECKSUM -> WirePeer.frame(Network.REGTEST, "ping", 8, sum, new byte[8]);
      case MALFORMED ->
          WirePeer.frame(Network.REGTEST, "inv", 1, checksum(new byte[] {9}), new byte[] {9});
    };
  }

  private static byte[] checksum(byte[] payload) {
    return Arrays.copyOf(Sha256.doubleHash(payload, 0, payload.length), 4);
  }

  private static void awaitMore(PingMeter honest, ChildNode node) {
    int before = honest.answered();
    EmbeddedNode.await(
        "the honest one is answered",
        PATIENCE,
        () -> honest.answered() > before + 30 || !honest.alive());
    assertTrue(node.alive(), () -> "the node ended: " + node.output());
    assertTrue(honest.alive(), "the honest one is not answered any more");
  }
}
