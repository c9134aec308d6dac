package org.patchbay.shell;

import java.util.Locale;

/** A measured value that prints in a unit for people and sorts by its size. Immutable. */
sealed interface Quantity extends Comparable<Quantity> {
  /** The size in the base unit; negative for "never" or "not measured", which prints as a dash. */
  long amount();

  @Override
  default int compareTo(Quantity other) {
    return Long.compare(amount(), other.amount());
  }

  /** A span of nanoseconds as people say it: {@code 45s}, {@code 3m12s}, {@code 2h05m}. */
  record Age(long amount) implements Quantity {
    /** From a moment of the loop's clock until now; a moment of -1 stands for "never". */
    static Age since(long moment, long now) {
      return new Age(moment == -1 ? -1 : Math.max(0, now - moment));
    }

    static Age ofSeconds(long seconds) {
      return new Age(seconds < 0 ? -1 : seconds * 1_000_000_000L);
    }

    @Override
    public String toString() {
      long seconds = amount / 1_000_000_000L;
      if (amount < 0) {
        return "-";
      } else if (seconds < 60) {
        return seconds + "s";
      } else if (seconds < 3_600) {
        return format("%dm%02ds", seconds / 60, seconds % 60);
      } else if (seconds < 86_400) {
        return format("%dh%02dm", seconds / 3_600, seconds / 60 % 60);
      }
      return format("%dd%02dh", seconds / 86_400, seconds / 3_600 % 24);
    }
  }

  /** A short span of nanoseconds: {@code 850 ns}, {@code 12.3 µs}, {@code 4.56 ms}. */
  record Latency(long amount) implements Quantity {
    @Override
    public String toString() {
      if (amount < 0) {
        return "-";
      } else if (amount < 1_000) {
        return amount + " ns";
      } else if (amount < 1_000_000) {
        return scaled(amount / 1e3) + " µs";
      } else if (amount < 1_000_000_000L) {
        return scaled(amount / 1e6) + " ms";
      }
      return scaled(amount / 1e9) + " s";
    }
  }

  /** Bytes in powers of a thousand: {@code 512 B}, {@code 12.3 kB}, {@code 4.56 MB}. */
  record Bytes(long amount) implements Quantity {
    private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB", "EB"};

    @Override
    public String toString() {
      if (amount < 0) {
        return "-";
      } else if (amount < 1_000) {
        return amount + " B";
      }
      double value = amount / 1e3;
      int unit = 0;
      while (value >= 999.5) {
        value /= 1e3;
        unit++;
      }
      return scaled(value) + " " + UNITS[unit];
    }
  }

  private static String scaled(double value) {
    return format(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
