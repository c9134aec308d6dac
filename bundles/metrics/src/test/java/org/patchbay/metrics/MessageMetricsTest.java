package org.patchbay.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.metrics.Metrics.MessageRow;
import org.patchbay.api.metrics.Metrics.Times;
import org.patchbay.api.observe.Observer.Item;
import org.patchbay.api.observe.Observer.Step;
import org.patchbay.sim.FakeConfig;
import org.patchbay.sim.FakePeer;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.wire.Hash256;

class MessageMetricsTest {
  private static final long MS = 1_000_000;

  private final VirtualLoop loop = new VirtualLoop(1);
  private final FakePeer peer = FakePeer.inbound().established();

  private MessageMetrics metrics(Object... keysAndValues) {
    MessageMetrics metrics =
        new MessageMetrics(loop, FakeConfig.of(MessageMetrics.Config.class, keysAndValues));
    loop.runDue();
    return metrics;
  }

  private static Map<String, MessageRow> rows(Metrics metrics) {
    return metrics.messages().stream()
        .collect(Collectors.toMap(MessageRow::command, row -> row, (a, b) -> a, TreeMap::new));
  }

  @Test
  void countsAndBytesAreOfBothDirections() {
    MessageMetrics metrics = metrics();
    metrics.received(peer, "tx", 3, 900, 10, 30);
    metrics.received(peer, "tx", 1, 100, 10, 10);
    metrics.sent(peer, "tx", 250);
    metrics.sent(peer, "inv", 61);
    Map<String, MessageRow> rows = rows(metrics);
    assertEquals(List.of("inv", "tx"), List.copyOf(rows.keySet()));
    MessageRow tx = rows.get("tx");
    assertEquals(4, tx.received());
    assertEquals(1_000, tx.bytesIn());
    assertEquals(1, tx.sent());
    assertEquals(250, tx.bytesOut());
    assertEquals(2, tx.queued().count(), "once for each run");
    assertEquals(4, tx.handled().count(), "once for each message");
    assertEquals(10, tx.handled().max());
    assertEquals(Times.NONE, rows.get("inv").queued());
  }

  @Test
  void percentilesAreThoseOfTheSortedValuesWithinOnePercent() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      MessageMetrics metrics = metrics();
      long[] queued = new long[1 + random.nextInt(3_000)];
      long[] handled = new long[queued.length];
      for (int i = 0; i < queued.length; i++) {
        queued[i] = (long) Math.exp(random.nextDouble() * 28);
        handled[i] = random.nextInt(200);
        metrics.received(peer, "inv", 1, 61, queued[i], handled[i]);
      }
      MessageRow row = rows(metrics).get("inv");
      assertTimes(queued, row.queued());
      assertTimes(handled, row.handled());
    }
  }

  private static void assertTimes(long[] values, Times times) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    assertEquals(sorted.length, times.count());
    assertNear(percentile(sorted, 50), times.p50());
    assertNear(percentile(sorted, 99), times.p99());
    assertNear(sorted[sorted.length - 1], times.max());
    assertEquals(Arrays.stream(values).sum(), times.sum());
    for (int i = 0; i < Times.BOUNDS.size(); i++) {
      long bound = Times.BOUNDS.get(i);
      long atMost = times.atMost().get(i);
      assertTrue(atMost >= count(values, bound), "at most " + bound);
      assertTrue(atMost <= count(values, bound + bound / 100), "a percent more than " + bound);
    }
  }

  private static long count(long[] values, long atMost) {
    return Arrays.stream(values).filter(value -> value <= atMost).count();
  }

  /** The smallest value that so many percent do not exceed. */
  private static long percentile(long[] sorted, int percent) {
    return sorted[(int) Math.max(0, Math.ceil(sorted.length * percent / 100.0) - 1)];
  }

  private static void assertNear(long expected, long actual) {
    assertEquals(expected, actual, Math.max(1, expected / 100.0));
  }

  @Test
  void whatAPeerSendsAddsNoRows() {
    MessageMetrics metrics = metrics();
    for (int i = 0; i < 10_000; i++) {
      metrics.received(peer, "junk" + i, 1, 24, 1_000 * MS, 1);
      metrics.sent(peer, "mine" + i, 24);
    }
    assertEquals(1, metrics.messages().size());
    MessageRow row = rows(metrics).get("*other*");
    assertEquals(10_000, row.received());
    assertEquals(10_000, row.sent());
    assertEquals(1, metrics.warnings().size());
  }

  @Test
  void timesOutOfRangeAreTaken() {
    MessageMetrics metrics = metrics();
    metrics.received(peer, "ping", 1, 32, -5, Long.MAX_VALUE);
    metrics.received(peer, "ping", 1, 32, Long.MAX_VALUE, Long.MIN_VALUE);
    metrics.received(peer, "ping", 0, 0, 1, 1);
    MessageRow row = rows(metrics).get("ping");
    assertEquals(2, row.received());
    assertEquals(Durations.LONGEST, row.handled().max(), Durations.LONGEST / 100.0);
  }

  @Test
  void slowRunsAreWarnedOfOnceInAWhile() {
    MessageMetrics metrics = metrics("warn.millis", 50, "warn.log.seconds", 60);
    metrics.received(peer, "tx", 40, 9_000, 50 * MS, 50 * MS);
    assertEquals(List.of(), metrics.warnings(), "the threshold itself is no warning");
    for (int second = 0; second < 130; second++) {
      metrics.received(peer, "tx", 40, 9_000, 51 * MS, 70 * MS);
      metrics.received(peer, "inv", 1, 61, 400 * MS, MS);
      loop.advance(Duration.ofSeconds(1));
    }
    assertEquals(3, metrics.logLines(), "at 0, 60 and 120 s");
    assertEquals(
        List.of(
            "\"inv\": 130 slow runs, at worst 400.0 ms in the queue and 1.0 ms in the handlers",
            "\"tx\": 130 slow runs, at worst 51.0 ms in the queue and 70.0 ms in the handlers"),
        metrics.warnings());
  }

  @Test
  void aChangedThresholdIsInForceAtOnce() {
    MessageMetrics metrics = metrics("warn.millis", 50);
    metrics.modified(FakeConfig.of(MessageMetrics.Config.class, "warn.millis", 1_000));
    metrics.received(peer, "tx", 1, 200, 60 * MS, MS);
    assertEquals(List.of(), metrics.warnings());
  }

  @Test
  void aTransactionIsFollowedFromPeerToPeer() {
    MessageMetrics metrics = metrics();
    Hash256 tx = new Hash256(1, 2, 3, 4);
    Hash256 block = new Hash256(5, 6, 7, 8);
    metrics.spread(Item.TRANSACTION, tx, Step.ACCEPTED, 0, 1_000);
    metrics.spread(Item.TRANSACTION, tx, Step.ANNOUNCED, 1, 1_500);
    metrics.spread(Item.TRANSACTION, tx, Step.ANNOUNCED, 2, 1_700);
    metrics.spread(Item.TRANSACTION, tx, Step.REQUESTED, 1, 1_600);
    metrics.spread(Item.BLOCK, block, Step.ACCEPTED, 0, 2_000);
    metrics.spread(Item.BLOCK, block, Step.ANNOUNCED, 1, 2_001);
    metrics.spread(Item.TRANSACTION, new Hash256(9, 9, 9, 9), Step.ANNOUNCED, 1, 2_000);

    Metrics.Trace trace = metrics.trace(tx).orElseThrow();
    assertEquals(1_000, trace.acceptedAt());
    assertEquals(500, trace.announcedTo(1).orElseThrow());
    assertEquals(700, trace.announcedTo(2).orElseThrow());
    assertTrue(trace.announcedTo(4).isEmpty());
    assertEquals(600, trace.requestedBy(1).orElseThrow());
    assertEquals(2, trace.announced());
    assertEquals(1, trace.requested());
    assertEquals(List.of(block, tx), metrics.recent(10).stream().map(Metrics.Trace::id).toList());
    assertEquals(List.of(block), metrics.recent(1).stream().map(Metrics.Trace::id).toList());
    assertEquals(List.of(), metrics.recent(-1));
    assertEquals(1, metrics.toFirstAnnouncement().count(), "blocks and strangers do not count");
    assertEquals(500, metrics.toFirstAnnouncement().p50(), 5);
    assertEquals(600, metrics.toFirstRequest().max(), 6);
    assertEquals(700, metrics.announcedTo(2).max(), 7);
    assertEquals(0, metrics.announcedTo(1 << 30).count());
    assertThrows(IllegalArgumentException.class, () -> metrics.announcedTo(3));
  }

  @Test
  void onlyTheLastAreRemembered() {
    MessageMetrics metrics = metrics("traces.transactions", 600, "traces.blocks", 2);
    for (int i = 0; i < 5_000; i++) {
      metrics.spread(Item.TRANSACTION, new Hash256(i, 0, 0, 0), Step.ACCEPTED, 0, i);
      metrics.spread(Item.BLOCK, new Hash256(i, 1, 0, 0), Step.ACCEPTED, 0, i);
    }
    assertEquals(602, metrics.recent(Integer.MAX_VALUE).size());
    assertTrue(metrics.trace(new Hash256(4_399, 0, 0, 0)).isEmpty());
    assertTrue(metrics.trace(new Hash256(4_400, 0, 0, 0)).isPresent());
    metrics.modified(FakeConfig.of(MessageMetrics.Config.class, "traces.transactions", 10));
    loop.runDue();
    assertEquals(0, metrics.recent(10).size(), "both rings have another size");
  }
}
