package org.patchbay.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.node.Node;
import org.patchbay.api.transport.Transport;
import org.patchbay.api.transport.TransportStats;

/** The network as a whole: totals since the start. */
@Component(
    service = {Commands.class, NetCommands.class},
    property = {
      "osgi.command.scope=net",
      "osgi.command.function=stats",
      "osgi.command.function=messages",
      "osgi.command.function=times",
      "osgi.command.function=local"
    })
public final class NetCommands implements Commands {
  private final Parts parts;

  @Activate
  public NetCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "net";
  }

  /** What {@code net:stats} shows. */
  record StatsPage(
      int connected,
      int inbound,
      int outbound,
      Quantity.Bytes received,
      Quantity.Bytes sent,
      Quantity.Age uptime,
      String transport,
      List<String> listening,
      String protocols,
      String memory) {}

  @Descriptor("shows peers, bytes, the transport and where the node listens")
  public StatsPage stats(String... words) {
    Arguments.expect("net:stats", words);
    Node node = parts.node();
    Node.Totals totals = node.totals();
    Optional<Transport> transport = parts.transport();
    return new StatsPage(
        totals.connected(),
        totals.inbound(),
        totals.outbound(),
        new Quantity.Bytes(totals.bytesIn()),
        new Quantity.Bytes(totals.bytesOut()),
        new Quantity.Age(totals.uptime()),
        transport.map(Transport::kind).orElse("none: bundle org.patchbay.transport is not there"),
        node.listening().stream().map(Endpoints::text).toList(),
        String.join(" ", node.protocols()),
        transport.map(Transport::stats).map(NetCommands::memory).orElse(""));
  }

  @Descriptor("lists count, bytes and times per message type, and which of them took too long")
  public Table<? extends Record> messages(String... words) {
    Arguments.expect("net:messages", words);
    Metrics metrics = parts.metrics;
    if (metrics == null) {
      Node.Totals totals = parts.node().totals();
      return MessageRow.table(totals.received(), totals.sent())
          .with(List.of("times in detail: bundle org.patchbay.metrics is not there now"));
    }
    return Table.of(metrics.messages().stream().map(TimesRow::of), "no messages yet")
        .with(metrics.warnings());
  }

  /** A line of {@code net:times}: how many took that long, and longer than the line before. */
  record SpanRow(Quantity.Latency upTo, long queued, long handled) {}

  @Descriptor("shows how long messages of one type waited and were handled, as a histogram")
  public Table<SpanRow> times(
      @Descriptor("COMMAND: a message type, as net:messages shows it") String... words) {
    String command = Arguments.expect("net:times COMMAND", words)[0];
    Optional<Metrics.MessageRow> row =
        parts.metrics().messages().stream()
            .filter(each -> each.command().equals(command))
            .findFirst();
    return Table.of(
        row.stream()
            .flatMap(each -> spans(each.queued(), each.handled()))
            .filter(each -> each.queued() + each.handled() > 0),
        "no " + command + " was received yet");
  }

  private static Stream<SpanRow> spans(Metrics.Times queued, Metrics.Times handled) {
    int bounds = Metrics.Times.BOUNDS.size();
    return IntStream.rangeClosed(0, bounds)
        .mapToObj(
            i ->
                new SpanRow(
                    new Quantity.Latency(
                        i < bounds
                            ? Metrics.Times.BOUNDS.get(i)
                            : Math.max(queued.max(), handled.max())),
                    upTo(queued, i) - upTo(queued, i - 1),
                    upTo(handled, i) - upTo(handled, i - 1)));
  }

  private static long upTo(Metrics.Times times, int bound) {
    if (bound < 0) {
      return 0;
    }
    return bound < times.atMost().size() ? times.atMost().get(bound) : times.count();
  }

  @Descriptor("lists the node's own addresses, who knows them, and how often peers were told")
  public Table<LocalRow> local(String... words) {
    Arguments.expect("net:local", words);
    Table<LocalRow> table =
        Table.of(
            parts.local().list().stream().map(LocalRow::of),
            "no own address is known; external of patchbay.engine names one");
    return parts.node().listening().isEmpty()
        ? table.with(List.of("nothing listens: only addresses of I2P are told"))
        : table;
  }

  private static String memory(TransportStats stats) {
    return "%s held in, %s held out, %d of %d links not read now"
        .formatted(
            new Quantity.Bytes(stats.heldIn()),
            new Quantity.Bytes(stats.heldOut()),
            stats.pausedLinks(),
            stats.links());
  }
}
