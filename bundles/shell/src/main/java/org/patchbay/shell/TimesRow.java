package org.patchbay.shell;

import org.patchbay.api.metrics.Metrics;

/** A line of {@code net:messages}: queued is from socket to handler, handled in the handler. */
record TimesRow(
    String command,
    long received,
    Quantity.Bytes bytesIn,
    Quantity.Latency queuedP50,
    Quantity.Latency queuedP99,
    Quantity.Latency queuedMax,
    Quantity.Latency handledP50,
    Quantity.Latency handledP99,
    Quantity.Latency handledMax,
    long sent,
    Quantity.Bytes bytesOut) {
  static TimesRow of(Metrics.MessageRow row) {
    return new TimesRow(
        row.command(),
        row.received(),
        new Quantity.Bytes(row.bytesIn()),
        of(row.queued(), row.queued().p50()),
        of(row.queued(), row.queued().p99()),
        of(row.queued(), row.queued().max()),
        of(row.handled(), row.handled().p50()),
        of(row.handled(), row.handled().p99()),
        of(row.handled(), row.handled().max()),
        row.sent(),
        new Quantity.Bytes(row.bytesOut()));
  }

  private static Quantity.Latency of(Metrics.Times times, long value) {
    return new Quantity.Latency(times.count() == 0 ? -1 : value);
  }
}
