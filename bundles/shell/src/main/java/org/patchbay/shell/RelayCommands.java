package org.patchbay.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.wire.Hash256;

/** How transactions and blocks spread: from accepted to the k-th peer. */
@Component(
    service = {Commands.class, RelayCommands.class},
    property = {
      "osgi.command.scope=relay",
      "osgi.command.function=recent",
      "osgi.command.function=show"
    })
public final class RelayCommands implements Commands {
  private static final int SHOWN = 20;

  private final Parts parts;

  @Activate
  public RelayCommands(@Reference Parts parts) {
    this.parts = parts;
  }

  @Override
  public String scope() {
    return "relay";
  }

  /** A line of {@code relay:recent}: times since it was accepted, and how many peers so far. */
  record TraceRow(
      String item,
      String id,
      Quantity.Age age,
      Quantity.Latency firstInv,
      Quantity.Latency fourthInv,
      Quantity.Latency eighthInv,
      Quantity.Latency firstGetdata,
      Quantity.Latency fourthGetdata,
      int told,
      int asked) {
    static TraceRow of(Metrics.Trace trace, long now) {
      return new TraceRow(
          kind(trace),
          trace.id().toString(),
          Quantity.Age.since(trace.acceptedAt(), now),
          latency(trace.announcedTo(1)),
          latency(trace.announcedTo(4)),
          latency(trace.announcedTo(8)),
          latency(trace.requestedBy(1)),
          latency(trace.requestedBy(4)),
          trace.announced(),
          trace.requested());
    }
  }

  /** What {@code relay:show} tells. */
  record TracePage(
      String item,
      String id,
      String txid,
      Quantity.Age accepted,
      String told,
      String asked,
      Table<PeersRow> peers) {}

  /** A line of {@code relay:show}: nanoseconds from accepted until that many peers. */
  record PeersRow(int peers, Quantity.Latency told, Quantity.Latency asked) {}

  @Descriptor("lists how the latest transactions and blocks spread, and histograms over all")
  public Table<TraceRow> recent(
      @Descriptor("[COUNT]: show at most so many; 20 unless told") String... words) {
    int most = Arguments.count("relay:recent [COUNT]", SHOWN, words);
    Metrics metrics = parts.metrics();
    long now = parts.loop().now();
    return Table.of(
            metrics.recent(most).stream().map(trace -> TraceRow.of(trace, now)),
            "nothing was accepted yet")
        .with(
            List.of(
                "transactions, from accepted:",
                times("first inv", metrics.toFirstAnnouncement()),
                times("inv to 4 peers", metrics.announcedTo(4)),
                times("inv to 8 peers", metrics.announcedTo(8)),
                times("first getdata", metrics.toFirstRequest()),
                times("getdata of 4 peers", metrics.requestedBy(4))));
  }

  @Descriptor("shows how one transaction or block spread, peer by power of two")
  public TracePage show(
      @Descriptor("ID: txid, wtxid or hash of a block, as relay:recent and mempool:list show them")
          String... words) {
    Hash256 id = Arguments.hash(Arguments.expect("relay:show ID", words)[0]);
    Metrics metrics = parts.metrics();
    Optional<Metrics.Trace> direct = metrics.trace(id);
    Optional<Mempool.Entry> entry = entry(id);
    Metrics.Trace trace =
        direct
            .or(() -> entry.flatMap(one -> metrics.trace(one.transaction().wtxid())))
            .orElseThrow(
                () ->
                    new Refused(
                        "no record of %s; relay:recent lists what is remembered, confirmed"
                                .formatted(id)
                            + " transactions by their wtxid"));
    int most = Math.max(trace.announced(), trace.requested());
    return new TracePage(
        kind(trace),
        trace.id().toString(),
        entry.map(one -> one.transaction().txid().toString()).orElse(""),
        Quantity.Age.since(trace.acceptedAt(), parts.loop().now()),
        trace.announced() + " peers or more",
        trace.requested() + " peers or more",
        Table.of(
            IntStream.iterate(1, count -> count <= most, count -> count * 2)
                .mapToObj(
                    count ->
                        new PeersRow(
                            count,
                            latency(trace.announcedTo(count)),
                            latency(trace.requestedBy(count)))),
            "nobody was told yet"));
  }

  private Optional<Mempool.Entry> entry(Hash256 id) {
    Mempool pool = parts.mempool;
    return pool == null
        ? Optional.empty()
        : parts.ask(
            "the mempool", answer -> answer.accept(pool.byTxid(id).or(() -> pool.byWtxid(id))));
  }

  private static String times(String what, Metrics.Times times) {
    return times.count() == 0
        ? "  %-18s  none yet".formatted(what)
        : String.format(
            Locale.ROOT,
            "  %-18s  p50 %s, p99 %s, max %s (%d)",
            what,
            new Quantity.Latency(times.p50()),
            new Quantity.Latency(times.p99()),
            new Quantity.Latency(times.max()),
            times.count());
  }

  private static String kind(Metrics.Trace trace) {
    return trace.item().name().toLowerCase(Locale.ROOT);
  }

  private static Quantity.Latency latency(OptionalLong nanos) {
    return new Quantity.Latency(nanos.orElse(-1));
  }
}
