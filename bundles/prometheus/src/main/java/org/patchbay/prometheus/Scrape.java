package org.patchbay.prometheus;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.patchbay.api.addrbook.AddressTables;
import org.patchbay.api.health.Health;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.node.Node;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.transport.TransportStats;

/** Turns what the node counts into families of Prometheus. */
final class Scrape {
  private static final double NANOS = 1e9;
  private static final String IN = "in";
  private static final String OUT = "out";
  private static final String DIRECTION = "direction";
  private static final int MOST_PEERS = 1024;

  private final Families families = new Families();

  private Scrape() {}

  /** Everything, at this moment. */
  static MetricSnapshots of(Sources sources) {
    Scrape scrape = new Scrape();
    scrape.node(sources);
    scrape.peers(sources.node());
    scrape.policies(sources.node());
    sources.metrics().ifPresent(scrape::messages);
    sources.transport().ifPresent(scrape::transport);
    scrape.health(sources);
    scrape.stores(sources);
    sources.addresses().ifPresent(scrape::addresses);
    return scrape.families.build();
  }

  private void node(Sources sources) {
    Node.Totals totals = sources.node().totals();
    families.gauge(
        "patchbay_node_info",
        "Always 1; its labels tell what runs.",
        point ->
            point.of(
                1,
                "network",
                sources.environment().network().id(),
                "version",
                sources.environment().version()));
    families.gauge(
        "patchbay_uptime_seconds",
        "Time since the node started.",
        point -> point.of(totals.uptime() / NANOS));
    families.counter(
        "patchbay_network_bytes",
        "Bytes on the wire, of live and ended connections.",
        point -> {
          point.of(totals.bytesIn(), DIRECTION, IN);
          point.of(totals.bytesOut(), DIRECTION, OUT);
        });
  }

  private void peers(Node node) {
    List<PeerView> peers = node.peers();
    families.gauge(
        "patchbay_peers",
        "Live connections, by what they are for, their network and their transport.",
        point ->
            count(
                    peers,
                    peer ->
                        List.of(
                            peer.type().label(),
                            peer.network().label(),
                            peer.transport(),
                            peer.state().name().toLowerCase(Locale.ROOT)))
                .forEach(
                    (key, value) ->
                        point.of(
                            value,
                            "type",
                            key.get(0),
                            "network",
                            key.get(1),
                            "transport",
                            key.get(2),
                            "state",
                            key.get(3))));
    families.gauge(
        "patchbay_peer_slots",
        "Connections there is room for.",
        point -> {
          point.of(node.limits().inbound(), DIRECTION, "inbound");
          point.of(node.limits().outbound(), DIRECTION, "outbound");
        });
    families.gauge(
        "patchbay_peers_paused",
        "Live peers that are not read now because a bound was reached.",
        point -> point.of(peers.stream().filter(PeerView::paused).count()));
    families.gauge(
        "patchbay_peer_queue_bytes",
        "Bytes that wait in the queues of all live peers.",
        point -> {
          point.of(peers.stream().mapToLong(PeerView::queuedIn).sum(), DIRECTION, IN);
          point.of(peers.stream().mapToLong(PeerView::queuedOut).sum(), DIRECTION, OUT);
        });
    families.counter(
        "patchbay_connections_ended",
        "Connections that ended, by reason.",
        point -> {
          Map<CloseReason.Code, Long> ended = node.endedByReason();
          for (CloseReason.Code code : CloseReason.Code.values()) {
            point.of(ended.getOrDefault(code, 0L), "reason", code.label());
          }
        });
  }

  private void policies(Node node) {
    List<Node.Slot> slots = node.slots();
    families.gauge(
        "patchbay_policy_in_force",
        "Always 1, for the policy that answers in each slot.",
        point -> slots.forEach(slot -> point.of(1, "slot", slot.name(), "policy", slot.inForce())));
    families.gauge(
        "patchbay_policies_benched",
        "Policies that are left out because they failed.",
        point -> slots.forEach(slot -> point.of(slot.benched().size(), "slot", slot.name())));
    families.gauge(
        "patchbay_policy_strikes",
        "Failures and overruns of the policy in force.",
        point -> slots.forEach(slot -> point.of(slot.strikes(), "slot", slot.name())));
    families.counter(
        "patchbay_policy_calls",
        "Calls of the policy in force, since it is.",
        point ->
            slots.forEach(
                slot -> point.of(slot.calls(), "slot", slot.name(), "policy", slot.inForce())));
    families.gauge(
        "patchbay_policy_call_seconds_mean",
        "Mean time of a call of the policy in force.",
        point -> slots.forEach(slot -> point.of(slot.meanNanos() / NANOS, "slot", slot.name())));
    families.gauge(
        "patchbay_policy_call_seconds_max",
        "Longest call of the policy in force.",
        point -> slots.forEach(slot -> point.of(slot.maxNanos() / NANOS, "slot", slot.name())));
    families.counter(
        "patchbay_policy_swaps",
        "How often a slot changed hands.",
        point -> slots.forEach(slot -> point.of(slot.swaps(), "slot", slot.name())));
    families.counter(
        "patchbay_policy_withheld",
        "Connections that a slot wanted to end beyond the ceiling per minute.",
        point -> slots.forEach(slot -> point.of(slot.withheld(), "slot", slot.name())));
  }

  private void messages(Metrics metrics) {
    List<Metrics.MessageRow> rows = metrics.messages();
    families.counter(
        "patchbay_messages",
        "Messages, by command; *other* for those that no protocol knows.",
        point ->
            rows.forEach(
                row -> {
                  point.of(row.received(), "command", row.command(), DIRECTION, IN);
                  point.of(row.sent(), "command", row.command(), DIRECTION, OUT);
                }));
    families.counter(
        "patchbay_message_bytes",
        "Bytes of messages, framing included, by command.",
        point ->
            rows.forEach(
                row -> {
                  point.of(row.bytesIn(), "command", row.command(), DIRECTION, IN);
                  point.of(row.bytesOut(), "command", row.command(), DIRECTION, OUT);
                }));
    families.times(
        "patchbay_message_queued_seconds",
        "From the socket to the handler.",
        timing -> rows.forEach(row -> timing.of(row.queued(), "command", row.command())));
    families.times(
        "patchbay_message_handled_seconds",
        "In the handlers, for each message.",
        timing -> rows.forEach(row -> timing.of(row.handled(), "command", row.command())));
    families.times(
        "patchbay_spread_announced_seconds",
        "From accepting a transaction until that many peers were told of it.",
        timing -> byPeers(metrics::announcedTo, timing));
    families.times(
        "patchbay_spread_requested_seconds",
        "From accepting a transaction until that many peers asked for it.",
        timing -> byPeers(metrics::requestedBy, timing));
  }

  private static void byPeers(Function<Integer, Metrics.Times> times, Families.Timing timing) {
    for (int peers = 1; peers <= MOST_PEERS; peers *= 2) {
      timing.of(times.apply(peers), "peers", Integer.toString(peers));
    }
  }

  private void transport(TransportStats stats) {
    families.gauge(
        "patchbay_transport_links", "Open sockets of peers.", point -> point.of(stats.links()));
    families.gauge(
        "patchbay_transport_held_bytes",
        "Bytes held for messages, against the node-wide budget.",
        point -> {
          point.of(stats.heldIn(), DIRECTION, IN);
          point.of(stats.heldOut(), DIRECTION, OUT);
        });
  }

  private void health(Sources sources) {
    List<Health.State> states = sources.health().map(Health::states).orElse(List.of());
    families.gauge(
        "patchbay_health_severity",
        "What each health check found: 0 well, 1 warning, 2 critical.",
        point ->
            states.forEach(
                state -> point.of(state.finding().severity().ordinal(), "check", state.name())));
    families.counter(
        "patchbay_health_remedies",
        "How often something was done about what each health check found.",
        point -> states.forEach(state -> point.of(state.remedies(), "check", state.name())));
  }

  private void stores(Sources sources) {
    families.gauge(
        "patchbay_chain_height",
        "Height of the best header, and of the last connected block.",
        point -> {
          sources.chain().ifPresent(chain -> point.of(chain.tip().height(), "of", "headers"));
          sources.blocks().ifPresent(blocks -> point.of(blocks.tip().height(), "of", "blocks"));
        });
    sources
        .mempool()
        .ifPresent(
            pool -> {
              families.gauge(
                  "patchbay_mempool_transactions",
                  "Unconfirmed transactions held.",
                  point -> point.of(pool.size()));
              families.gauge(
                  "patchbay_mempool_bytes",
                  "Memory of the pool, about.",
                  point -> point.of(pool.memory()));
              families.gauge(
                  "patchbay_mempool_max_bytes",
                  "Memory that the pool may use.",
                  point -> point.of(pool.maxMemory()));
            });
  }

  private void addresses(AddressTables tables) {
    families.gauge(
        "patchbay_addresses",
        "Addresses of other nodes, by table and network.",
        point -> {
          tables
              .fresh()
              .addresses()
              .forEach(
                  (network, count) -> point.of(count, "table", "new", "network", network.label()));
          tables
              .tried()
              .addresses()
              .forEach(
                  (network, count) ->
                      point.of(count, "table", "tried", "network", network.label()));
        });
  }

  private static <T> Map<List<String>, Integer> count(List<T> all, Function<T, List<String>> key) {
    Map<List<String>, Integer> counts = new TreeMap<>(Comparator.comparing(Object::toString));
    all.forEach(each -> counts.merge(key.apply(each), 1, Integer::sum));
    return counts;
  }
}
