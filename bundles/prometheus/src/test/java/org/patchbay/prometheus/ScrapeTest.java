package org.patchbay.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.TransportStats;
import org.patchbay.sim.FakeNode;
import org.patchbay.sim.FakePeer;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.NetworkAddress;

class ScrapeTest {
  private final FakeNode node = new FakeNode();

  @Test
  void countsPeersByWhatTheyAre() throws IOException {
    node.peers.add(FakePeer.inbound().established());
    node.peers.add(FakePeer.inbound().established());
    node.peers.add(FakePeer.outbound());

    Map<String, String> lines = lines();

    assertEquals(
        List.of("2.0", "1.0"),
        lines.entrySet().stream()
            .filter(line -> line.getKey().startsWith("patchbay_peers{"))
            .sorted(Map.Entry.comparingByKey(Comparator.comparingInt(this::inbound)))
            .map(Map.Entry::getValue)
            .toList());
    assertEquals("114.0", lines.get("patchbay_peer_slots{direction=\"inbound\"}"));
    assertEquals("12345.0", lines.get("patchbay_network_bytes_total{direction=\"in\"}"));
    assertEquals("3600.0", lines.get("patchbay_uptime_seconds"));
  }

  private int inbound(String key) {
    return key.contains("type=\"inbound\"") ? 0 : 1;
  }

  @Test
  void aThousandPeersAreAsManySeriesAsOne() throws IOException {
    node.peers.add(FakePeer.inbound().address(NetworkAddress.parse("192.0.2.1:8333")));
    final int before = lines().size();
    for (int i = 0; i < 1_000; i++) {
      node.peers.add(
          FakePeer.inbound()
              .userAgent("/agent " + i + "/")
              .address(NetworkAddress.parse("192.0.2.1:" + (i + 1))));
      node.ended.add(
          new FakeNode.Gone(
              node.peers.get(i), CloseReason.of(CloseReason.Code.EVICTED, "peer " + i), i));
    }

    String text = text();

    assertEquals(before, lines().size());
    assertTrue(text.contains("patchbay_connections_ended_total{reason=\"evicted\"} 1000.0"), text);
    assertFalse(text.contains("192.0.2"), text);
    assertFalse(text.contains("/agent"), text);
  }

  @Test
  void tellsOfPolicies() throws IOException {
    node.slot(
        new FakeNode.Filled(
            "eviction",
            "core",
            "",
            List.of("core", "odd"),
            Map.of("odd", "it failed"),
            10,
            1_500,
            20_000,
            2,
            7,
            43));

    Map<String, String> lines = lines();

    assertEquals("1.0", lines.get("patchbay_policy_in_force{policy=\"core\",slot=\"eviction\"}"));
    assertEquals("1.0", lines.get("patchbay_policies_benched{slot=\"eviction\"}"));
    assertEquals(
        "10.0", lines.get("patchbay_policy_calls_total{policy=\"core\",slot=\"eviction\"}"));
    assertEquals("7.0", lines.get("patchbay_policy_swaps_total{slot=\"eviction\"}"));
    assertEquals("43.0", lines.get("patchbay_policy_withheld_total{slot=\"eviction\"}"));
    assertEquals("2.0E-5", lines.get("patchbay_policy_call_seconds_max{slot=\"eviction\"}"));
  }

  @Test
  void tellsOfMessagesAndTheirTimes() throws IOException {
    Map<String, String> lines = lines(Optional.of(new PingsAlone()));

    assertEquals("3.0", lines.get("patchbay_messages_total{command=\"ping\",direction=\"in\"}"));
    assertEquals(
        "96.0", lines.get("patchbay_message_bytes_total{command=\"ping\",direction=\"in\"}"));
    assertEquals(
        "1", lines.get("patchbay_message_handled_seconds_bucket{command=\"ping\",le=\"0.001\"}"));
    assertEquals(
        "2", lines.get("patchbay_message_handled_seconds_bucket{command=\"ping\",le=\"0.005\"}"));
    assertEquals(
        "3", lines.get("patchbay_message_handled_seconds_bucket{command=\"ping\",le=\"+Inf\"}"));
    assertEquals("0.005", lines.get("patchbay_message_handled_seconds_sum{command=\"ping\"}"));
    assertEquals(
        "0", lines.get("patchbay_spread_requested_seconds_bucket{peers=\"1\",le=\"1.0\"}"));
    assertEquals("3", lines.get("patchbay_message_handled_seconds_count{command=\"ping\"}"));
    assertEquals("5", lines.get("patchbay_spread_announced_seconds_count{peers=\"8\"}"));
  }

  private Map<String, String> lines() throws IOException {
    return lines(Optional.empty());
  }

  private Map<String, String> lines(Optional<Metrics> metrics) throws IOException {
    return text(metrics)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.lastIndexOf(' ')),
                line -> line.substring(line.lastIndexOf(' ') + 1)));
  }

  private String text() throws IOException {
    return text(Optional.empty());
  }

  private String text(Optional<Metrics> metrics) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create()
        .write(
            out,
            Scrape.of(
                new Sources(
                    new Regtest(),
                    node,
                    metrics,
                    Optional.empty(),
                    Optional.of(new Idle()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())));
    return out.toString(StandardCharsets.UTF_8);
  }

  private record Idle(
      int links, long bytesIn, long bytesOut, long heldIn, long heldOut, int pausedLinks)
      implements TransportStats {
    Idle() {
      this(2, 0, 0, 0, 0, 0);
    }
  }

  /** Three pings came, and five transactions spread. */
  private static final class PingsAlone implements Metrics {
    private record Row(
        String command,
        long received,
        long bytesIn,
        long sent,
        long bytesOut,
        Times queued,
        Times handled)
        implements MessageRow {}

    @Override
    public List<MessageRow> messages() {
      List<Long> atMost = new ArrayList<>(Collections.nCopies(Times.BOUNDS.size(), 2L));
      atMost.set(0, 0L);
      atMost.set(1, 0L);
      atMost.set(2, 1L);
      Times times = new Times(3, 5_000_000, 1_000_000, 2_000_000, 2_000_000, atMost);
      return List.of(new Row("ping", 3, 96, 0, 0, times, times));
    }

    @Override
    public List<Trace> recent(int max) {
      return List.of();
    }

    @Override
    public Optional<Trace> trace(Hash256 id) {
      return Optional.empty();
    }

    @Override
    public Times toFirstAnnouncement() {
      return announcedTo(1);
    }

    @Override
    public Times toFirstRequest() {
      return requestedBy(1);
    }

    @Override
    public Times announcedTo(int peers) {
      return new Times(peers == 8 ? 5 : 0, 5, 1, 1, 1, List.of());
    }

    @Override
    public Times requestedBy(int peers) {
      return Times.NONE;
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }
  }
}
