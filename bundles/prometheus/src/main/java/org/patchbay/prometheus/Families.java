package org.patchbay.prometheus;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
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

  /** Histograms of times, in seconds; quantiles of any span follow from two scrapes. */
  void times(String name, String help, Timings timings) {
    HistogramSnapshot.Builder family = HistogramSnapshot.builder().name(name).help(help);
    timings.each(
        (times, labels) ->
            family.dataPoint(
                HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(buckets(times))
                    .sum(times.sum() / NANOS)
                    .labels(Labels.of(labels))
                    .build()));
    all.metricSnapshot(family.build());
  }

  /** How many lie between one bound and the next, and beyond the last. */
  private static ClassicHistogramBuckets buckets(Metrics.Times times) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long before = 0;
    for (int i = 0; i < Metrics.Times.BOUNDS.size(); i++) {
      long atMost = times.atMost().isEmpty() ? 0 : times.atMost().get(i);
      buckets.bucket(Metrics.Times.BOUNDS.get(i) / NANOS, atMost - before);
      before = atMost;
    }
    return buckets.bucket(Double.POSITIVE_INFINITY, times.count() - before).build();
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
