package org.patchbay.logs;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds back what repeats. Not thread-safe: guarded by whoever has it.
 *
 * <p>Rule: of one pattern of one logger, at most {@code lines} within {@code millis} from the first
 * of them; then one entry says how many more there were, and the last of them. Its time is that of
 * the entries. {@value #MOST} patterns are remembered; patterns are constants of the code, so that
 * is more than there are, and beyond it the oldest is told of and forgotten.
 *
 * <p>Attack: a peer that has us write a line as often as it likes fills the disk, or pushes out of
 * the file what an operator would have to see. Bitcoin Core holds back what a place of its code
 * writes beyond a mebibyte an hour, and then all of it until the hour is over; here it is lines and
 * a minute, so that one always sees what goes on. As there, what was switched on by an operator, at
 * the level DEBUG, is not held back: the files are bounded by their rotation.
 */
final class RepeatLimit {
  static final int MOST = 1_024;

  /** Of a line that is held back, what is told of it. */
  private static final int LONGEST = 300;

  private final Map<Key, Window> windows = new LinkedHashMap<>();
  private int lines;
  private long millis;
  private long total;

  private record Key(String logger, String pattern) {}

  private static final class Window {
    final long since;
    int lines;
    int held;
    Entry last;

    Window(long since) {
      this.since = since;
    }
  }

  RepeatLimit(int lines, long millis) {
    set(lines, millis);
  }

  /** Holds from now on; 0 lines for no limit. */
  void set(int most, long within) {
    lines = most;
    millis = within;
  }

  /** How many were held back in all. */
  long total() {
    return total;
  }

  /** Whether an entry may be written. */
  boolean admit(String pattern, Entry entry) {
    if (lines == 0) {
      return true;
    }
    Window window =
        windows.computeIfAbsent(
            new Key(entry.logger(), pattern), any -> new Window(entry.time().toEpochMilli()));
    if (window.lines < lines) {
      window.lines++;
      return true;
    }
    window.held++;
    window.last = entry;
    total++;
    return false;
  }

  /** What is to be said of windows that are over; asked before {@link #admit}. */
  List<Entry> due(long now) {
    if (windows.isEmpty()) {
      return List.of();
    }
    List<Entry> due = List.of();
    Iterator<Window> oldest = windows.values().iterator();
    while (oldest.hasNext()) {
      Window window = oldest.next();
      boolean over = now - window.since >= millis || now < window.since;
      if (!over && windows.size() < MOST) {
        break;
      }
      oldest.remove();
      due = told(window, due);
    }
    return due;
  }

  /** What is to be said at the end. */
  List<Entry> rest() {
    List<Entry> rest = List.of();
    for (Window window : windows.values()) {
      rest = told(window, rest);
    }
    windows.clear();
    return rest;
  }

  private List<Entry> told(Window window, List<Entry> others) {
    if (window.held == 0) {
      return others;
    }
    List<Entry> all = new ArrayList<>(others);
    Entry last = window.last;
    String text =
        last.text().length() <= LONGEST ? last.text() : last.text().substring(0, LONGEST) + " …";
    all.add(
        new Entry(
            last.time(),
            last.level(),
            last.logger(),
            last.thread(),
            last.peer(),
            last.addresses(),
            "%d more lines like this were held back within %d s, the last: %s"
                .formatted(window.held, millis / 1_000, text),
            null,
            window.held));
    return all;
  }
}
