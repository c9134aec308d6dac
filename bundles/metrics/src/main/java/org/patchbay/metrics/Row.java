package org.patchbay.metrics;

import org.patchbay.api.metrics.Metrics;

/** The counters of one message type. Confined to the node loop. */
final class Row {
  final String command;
  private final Durations queued = new Durations();
  private final Durations handled = new Durations();
  private long received;
  private long bytesIn;
  private long sent;
  private long bytesOut;
  private long slow;
  private long worstQueued;
  private long worstHandled;

  Row(String command) {
    this.command = command;
  }

  void received(int count, long bytes, long queuedNanos, long handledNanos) {
    received += count;
    bytesIn += bytes;
    queued.add(queuedNanos, 1);
    handled.add(count == 1 ? handledNanos : handledNanos / count, count);
  }

  void sent(long bytes) {
    sent++;
    bytesOut += bytes;
  }

  /** A run was above the threshold of the warning. */
  void slow(long queuedNanos, long handledNanos) {
    slow++;
    worstQueued = Math.max(worstQueued, queuedNanos);
    worstHandled = Math.max(worstHandled, handledNanos);
  }

  boolean used() {
    return received > 0 || sent > 0;
  }

  Copy copy() {
    return new Copy(command, received, bytesIn, sent, bytesOut, queued.copy(), handled.copy());
  }

  /** One line on the runs above the threshold; empty when there were none. */
  String warning() {
    return slow == 0
        ? ""
        : "\"%s\": %d slow runs, at worst %.1f ms in the queue and %.1f ms in the handlers"
            .formatted(command, slow, worstQueued / 1e6, worstHandled / 1e6);
  }

  /** A row at one moment; percentiles are not computed yet. */
  record Copy(
      String command,
      long received,
      long bytesIn,
      long sent,
      long bytesOut,
      Durations.Copy queued,
      Durations.Copy handled) {

    Metrics.MessageRow row() {
      return new Counted(
          command, received, bytesIn, sent, bytesOut, queued.times(), handled.times());
    }
  }

  private record Counted(
      String command,
      long received,
      long bytesIn,
      long sent,
      long bytesOut,
      Metrics.Times queued,
      Metrics.Times handled)
      implements Metrics.MessageRow {}
}
