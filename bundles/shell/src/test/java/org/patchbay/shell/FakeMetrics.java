package org.patchbay.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.patchbay.api.metrics.Metrics;
import org.patchbay.api.observe.Observer;
import org.patchbay.wire.Hash256;

/** Statistics made of lists. */
final class FakeMetrics implements Metrics {
  final List<MessageRow> rows = new ArrayList<>();
  final List<Trace> traces = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  record Row(
      String command,
      long received,
      long bytesIn,
      long sent,
      long bytesOut,
      Times queued,
      Times handled)
      implements MessageRow {}

  /** Told one peer each millisecond, asked by one each two. */
  record Spread(Observer.Item item, Hash256 id, long acceptedAt, int announced, int requested)
      implements Trace {
    @Override
    public OptionalLong announcedTo(int peers) {
      return peers <= announced ? OptionalLong.of(peers * 1_000_000L) : OptionalLong.empty();
    }

    @Override
    public OptionalLong requestedBy(int peers) {
      return peers <= requested ? OptionalLong.of(peers * 2_000_000L) : OptionalLong.empty();
    }
  }

  @Override
  public List<MessageRow> messages() {
    return rows;
  }

  @Override
  public List<Trace> recent(int max) {
    return traces.stream().limit(max).toList();
  }

  @Override
  public Optional<Trace> trace(Hash256 id) {
    return traces.stream().filter(trace -> trace.id().equals(id)).findFirst();
  }

  @Override
  public Times toFirstAnnouncement() {
    return new Times(3, 7_000_000, 1_500_000, 4_000_000, 5_000_000, List.of());
  }

  @Override
  public Times toFirstRequest() {
    return announcedTo(1);
  }

  @Override
  public Times announcedTo(int peers) {
    return Times.NONE;
  }

  @Override
  public Times requestedBy(int peers) {
    return announcedTo(peers);
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }
}
