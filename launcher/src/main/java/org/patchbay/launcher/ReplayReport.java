package org.patchbay.launcher;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a replay found, for people. */
final class ReplayReport {
  private static final double MICRO = 1e3;
  private static final double SECOND = 1e9;
  private static final int SHOWN = 10;

  private final Map<String, Object> told;
  private final StringBuilder text = new StringBuilder();

  private ReplayReport(Map<String, Object> told) {
    this.told = told;
  }

  static String of(Map<String, Object> told) {
    ReplayReport report = new ReplayReport(told);
    report.write();
    return report.text.toString();
  }

  private void write() {
    line(
        "%s: %s, asked what %s was asked",
        told.get("slot"), told.get("policy"), names((List<?>) told.get("inForce")));
    line(
        "%,d questions of %s in %.2f s%s%s",
        number(told, "questions"),
        span(number(told, "span")),
        number(told, "nanos") / SECOND,
        number(told, "missed") == 0 ? "" : "; %,d are missing".formatted(number(told, "missed")),
        Boolean.TRUE.equals(told.get("cut")) ? "; the recording is cut short" : "");
    line(
        "time of a call: %.1f µs (half of them), %.1f µs (99 of 100), %.1f µs at most",
        number(told, "p50") / MICRO, number(told, "p99") / MICRO, number(told, "max") / MICRO);
    if (number(told, "failures") > 0) {
      line("failed %,d times, at first: %s", number(told, "failures"), told.get("failure"));
    }
    line("compared %,d answers, %,d differ", number(told, "compared"), number(told, "differed"));
    ((Map<?, ?>) told.get("kinds")).forEach((kind, count) -> line("  %-44s %,10d", kind, count));
    List<?> all = (List<?>) told.get("differences");
    List<?> last = all.subList(Math.max(0, all.size() - SHOWN), all.size());
    if (!last.isEmpty()) {
      line("the last of them:");
    }
    last.forEach(each -> difference((Map<?, ?>) each));
  }

  private void difference(Map<?, ?> one) {
    String peer =
        one.containsKey("peer")
            ? "peer %s %s %s, %s old: "
                .formatted(
                    one.get("peer"), one.get("address"), one.get("agent"), span(number(one, "age")))
            : "";
    line("  %s: %s%s", one.get("kind"), peer, one.get("detail"));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static long number(Map<?, ?> of, String name) {
    return ((Number) of.get(name)).longValue();
  }

  private static String names(List<?> names) {
    return names.isEmpty()
        ? "nobody"
        : String.join(", then ", names.stream().map(String::valueOf).toList());
  }

  private static String span(long nanos) {
    long seconds = nanos / 1_000_000_000L;
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1fs", nanos / SECOND)
        : seconds < 3_600
            ? "%dm%02ds".formatted(seconds / 60, seconds % 60)
            : "%dh%02dm".formatted(seconds / 3_600, seconds / 60 % 60);
  }
}
