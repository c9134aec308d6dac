package org.patchbay.prometheus;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import org.patchbay.api.metrics.Metrics;

/** Gathers the families of one scrape. Not thread-safe. */
final class Families {
  private static final double NANOS = 1e9;

  private final MetricSnapshots.Builder all = MetricSnapshots.builder();

  /** Something that goes up and down. */
  void gauge(String name, String help, Series series) {
    GaugeSnapshot.Builder family = GaugeSnapshot.builder().name(name).help(help);
    series.each(
        (value, labels) ->
            family.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .value(value)
                    .labels(Labels.of(labels))
                    .build()));
    all.metricSnapshot(family.build());
  }

  /** Something that only grows; its name gets the ending {@code _total}. */
  void counter(String name, String help, Series series) {
    CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
    series.each(
        (value, labels) ->
            family.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .value(value)
                    .labels(Labels.of(labels))
                    .build()));
    all.metricSnapshot(family.build());
  }

  /** Times, of which the count, the median, the 99th percentile and the maximum are known. */
  void times(String name, String help, Timings timings) {
    SummarySnapshot.Builder family = SummarySnapshot.builder().name(name).help(help);
    timings.each(
        (times, labels) ->
            family.dataPoint(
                SummarySnapshot.SummaryDataPointSnapshot.builder()
                    .count(times.count())
                    .quantiles(
                        Quantiles.of(
                            new Quantile(0.5, times.p50() / NANOS),
                            new Quantile(0.99, times.p99() / NANOS),
                            new Quantile(1, times.max() / NANOS)))
                    .labels(Labels.of(labels))
                    .build()));
    all.metricSnapshot(family.build());
  }

  MetricSnapshots build() {
    return all.build();
  }

  /** States the points of a family. */
  @FunctionalInterface
  interface Series {
    /** Calls for each point. */
    void each(Point point);
  }

  /** Takes one point. */
  @FunctionalInterface
  interface Point {
    /** One value, and names and values of its labels in turn. */
    void of(double value, String... labels);
  }

  /** States the points of a family of times. */
  @FunctionalInterface
  interface Timings {
    /** Calls for each point. */
    void each(Timing timing);
  }

  /** Takes one point of a family of times. */
  @FunctionalInterface
  interface Timing {
    /** Times, and names and values of their labels in turn. */
    void of(Metrics.Times times, String... labels);
  }
}
