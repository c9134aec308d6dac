package org.patchbay.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.Hash256;

/**
 * Counts messages and follows transactions and blocks. Told on the node loop, which owns all that
 * changes; asked from any thread, which waits for short tasks of the loop, at most two seconds.
 */
@Component(
    name = "patchbay.metrics",
    service = {Observer.class, Metrics.class})
@Designate(ocd = MessageMetrics.Config.class)
public final class MessageMetrics implements Observer, Metrics {
  /** Traces copied by one task of the loop. */
  private static final int BATCH = 256;

  private final Loop loop;
  private final Answers answers;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Row> byCommand = new HashMap<>();
  private final Row other = new Row(Commands.OTHER);
  private final SlowRuns slowRuns = new SlowRuns();
  private volatile Thresholds thresholds;
  private Traces transactions;
  private Traces blocks;

  /** What can be configured. */
  @ObjectClassDefinition(
      name = "Metrics",
      description = "Statistics of messages and of how transactions and blocks spread")
  public @interface Config {
    /** Threshold. */
    @AttributeDefinition(
        min = "1",
        max = "3600000",
        description =
            "Milliseconds, in the queue or in the handlers, above which messages are warned of.")
    int warn_millis() default 500;

    /** Pace of the log. */
    @AttributeDefinition(
        min = "1",
        max = "86400",
        description = "Seconds between two such warnings in the log, at least.")
    int warn_log_seconds() default 60;

    /** Traces. */
    @AttributeDefinition(
        min = "1",
        max = "1000000",
        description = "Transactions whose way is remembered; a change forgets those so far.")
    int traces_transactions() default 10_000;

    /** Traces. */
    @AttributeDefinition(
        min = "1",
        max = "10000",
        description = "Blocks whose way is remembered; a change forgets those so far.")
    int traces_blocks() default 100;
  }

  private record Thresholds(long warn, long pause) {}

  /** Statistics that begin now. */
  @Activate
  public MessageMetrics(@Reference Loop loop, Config config) {
    this.loop = loop;
    answers = new Answers(loop);
    for (String command : Commands.KNOWN) {
      Row row = new Row(command);
      rows.add(row);
      byCommand.put(command, row);
    }
    rows.add(other);
    modified(config);
  }

  @Modified
  void modified(Config config) {
    thresholds =
        new Thresholds(
            config.warn_millis() * 1_000_000L, config.warn_log_seconds() * 1_000_000_000L);
    loop.execute(() -> resize(config.traces_transactions(), config.traces_blocks()));
  }

  private void resize(int newTransactions, int newBlocks) {
    if (transactions == null || transactions.size() != newTransactions) {
      transactions = traces(Item.TRANSACTION, newTransactions);
    }
    if (blocks == null || blocks.size() != newBlocks) {
      blocks = traces(Item.BLOCK, newBlocks);
    }
  }

  private Traces traces(Item item, int size) {
    return new Traces(item, size, loop.random().nextLong(), loop.random().nextLong());
  }

  @Override
  public void received(
      PeerView peer, String command, int count, long bytes, long queuedNanos, long handledNanos) {
    if (count < 1) {
      return;
    }
    Row row = row(command);
    row.received(count, bytes, queuedNanos, handledNanos);
    Thresholds limits = thresholds;
    if (queuedNanos > limits.warn || handledNanos > limits.warn) {
      slowRuns.note(row, peer.id(), count, queuedNanos, handledNanos, loop.now(), limits.pause);
    }
  }

  @Override
  public void sent(PeerView peer, String command, long bytes) {
    row(command).sent(bytes);
  }

  @Override
  public void spread(Item item, Hash256 id, Step step, int peers, long now) {
    Traces traces = item == Item.BLOCK ? blocks : transactions;
    if (traces == null) {
      return;
    }
    switch (step) {
      case ACCEPTED -> traces.accepted(id, now);
      case ANNOUNCED -> traces.announced(id, peers, now);
      case REQUESTED -> traces.requested(id, peers, now);
    }
  }

  private Row row(String command) {
    Row row = byCommand.get(command);
    return row == null ? other : row;
  }

  @Override
  public List<MessageRow> messages() {
    List<MessageRow> answer = new ArrayList<>();
    for (Row row : rows) {
      Optional<Row.Copy> copy = ask(() -> row.used() ? Optional.of(row.copy()) : Optional.empty());
      copy.ifPresent(each -> answer.add(each.row()));
    }
    return List.copyOf(answer);
  }

  @Override
  public List<Metrics.Trace> recent(int max) {
    List<Metrics.Trace> answer = new ArrayList<>();
    collect(() -> transactions, max, answer);
    collect(() -> blocks, max, answer);
    answer.sort(Comparator.comparingLong(Metrics.Trace::acceptedAt).reversed());
    return List.copyOf(answer.subList(0, Math.max(0, Math.min(max, answer.size()))));
  }

  private void collect(Supplier<Traces> which, int max, List<Metrics.Trace> into) {
    Traces traces = ask(which);
    long before = traces == null ? 0 : ask(traces::count);
    for (int left = max; left > 0 && before > 0; ) {
      long end = before;
      int batch = Math.min(left, BATCH);
      List<Spread> more = ask(() -> traces.last(end, batch));
      into.addAll(more);
      left = more.size() < batch ? 0 : left - batch;
      before -= batch;
    }
  }

  @Override
  public Optional<Metrics.Trace> trace(Hash256 id) {
    return ask(
        () -> {
          Spread trace = transactions == null ? null : transactions.find(id);
          return Optional.ofNullable(trace == null && blocks != null ? blocks.find(id) : trace);
        });
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
    return times(peers, step -> transactions.toAnnounced(step));
  }

  @Override
  public Times requestedBy(int peers) {
    return times(peers, step -> transactions.toRequested(step));
  }

  private Times times(int peers, IntFunction<Durations.Copy> durations) {
    if (peers < 1 || Integer.bitCount(peers) != 1) {
      throw new IllegalArgumentException("peers " + peers + " (must be a power of two)");
    }
    int step = Integer.numberOfTrailingZeros(peers);
    return step >= Traces.STEPS
        ? Times.NONE
        : ask(() -> transactions == null ? Durations.Copy.NONE : durations.apply(step)).times();
  }

  @Override
  public List<String> warnings() {
    return ask(() -> rows.stream().map(Row::warning).filter(line -> !line.isEmpty()).toList());
  }

  /** Warnings that were logged. */
  long logLines() {
    return slowRuns.lines();
  }

  private <R> R ask(Supplier<R> question) {
    return answers.of(question);
  }
}
