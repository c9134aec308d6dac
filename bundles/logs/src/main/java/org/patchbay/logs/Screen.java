package org.patchbay.logs;

import ch.qos.logback.classic.Level;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What the terminal shows of the log. Guarded by who has it.
 *
 * <p>By default warnings of the node, on stderr. What the framework and its services report is in
 * the file; where it matters to an operator, the launcher and the deploy bundle say it in one clear
 * line. What health checks find, as a node without peers, is there too, and in {@code health:show}.
 */
final class Screen {
  private final PrintStream out;
  private final PrintStream err;
  private Shown shown = Shown.WARNINGS;

  /** What is shown. */
  enum Shown {
    /** Warnings, short, on stderr. */
    WARNINGS,
    /** All that the file gets, on stdout. */
    ALL,
    /** Nothing. */
    NONE;

    static Shown named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  Screen(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void set(Shown now) {
    shown = now;
  }

  void show(Entry entry, LineFormat format) {
    if (shown == Shown.ALL) {
      out.println(format.line(entry));
    } else if (shown == Shown.WARNINGS && matters(entry)) {
      StringBuilder line = new StringBuilder(entry.level().toString());
      line.append(" ".repeat(Math.max(1, 6 - line.length())));
      line.append(entry.logger().substring(entry.logger().lastIndexOf('.') + 1)).append(": ");
      TextLine.escape(line, entry.text());
      err.println(line);
    }
  }

  private static boolean matters(Entry entry) {
    String name = entry.logger();
    return entry.level().isGreaterOrEqual(Level.WARN)
        && !name.startsWith("osgi.")
        && !name.startsWith("org.patchbay.health.")
        && !name.startsWith("org.apache.felix.");
  }
}
