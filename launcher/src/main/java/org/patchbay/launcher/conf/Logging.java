package org.patchbay.launcher.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Bitcoin Core's options of the log: which categories are written in detail, and how and where. */
final class Logging {
  private static final String LOGS = "patchbay.logs";
  private static final Set<String> ALL = Set.of("", "1", "all");
  private static final Set<String> NONE = Set.of("0", "none");

  /** What is written here is not as fine as that. */
  private static final Set<String> LEVELS = Set.of("debug", "info", "warning", "error");

  private Logging() {}

  /** Rows of the table. */
  static List<CoreOption> rows() {
    return List.of(
        CoreOption.by("debug", Logging::categories),
        CoreOption.by("debugexclude", Logging::exclude),
        CoreOption.by("debuglogfile", Logging::file),
        CoreOption.flag("logips", LOGS, "addresses"),
        CoreOption.by("loglevel", Logging::level),
        CoreOption.onAlone("loglevelalways", "level and category are in each line"),
        CoreOption.by("logratelimit", Logging::limit),
        CoreOption.offAlone(
            "logsourcelocations", "places of code are not written; the logger names the class"),
        CoreOption.onAlone("logthreadnames", "the thread is in each line"),
        CoreOption.part("logtimemicros"),
        CoreOption.by("logtimestamps", Logging::times),
        CoreOption.by("printtoconsole", Logging::screen),
        CoreOption.onAlone(
            "shrinkdebugfile",
            "the file is never longer than file.megabytes of patchbay.logs says: it is set aside"));
  }

  /** As there, what stands before a 0 does not count. */
  private static void categories(Choices choices, Settled settled) {
    List<String> names = new ArrayList<>();
    List<Given> given = choices.many("debug");
    for (Given each : given) {
      if (NONE.contains(each.value())) {
        names.clear();
      } else {
        names.add(ALL.contains(each.value()) ? "all" : CoreOption.single(each));
      }
    }
    if (!given.isEmpty()) {
      settled.set(LOGS, "categories", String.join(",", names), given.get(0));
    } else {
      choices.one("debug").ifPresent(none -> settled.set(LOGS, "categories", "", none));
    }
  }

  private static void exclude(Choices choices, Settled settled) {
    List<Given> given = choices.many("debugexclude");
    if (!given.isEmpty()) {
      settled.set(
          LOGS,
          "exclude",
          given.stream()
              .map(each -> ALL.contains(each.value()) ? "all" : CoreOption.single(each))
              .collect(Collectors.joining(",")),
          given.get(0));
    }
  }

  private static void file(Choices choices, Settled settled) {
    choices
        .one("debuglogfile")
        .ifPresent(
            each -> {
              boolean none = each.negated() || each.value().equals("0");
              settled.set(LOGS, "file", none ? "" : CoreOption.single(each), each);
            });
  }

  private static void level(Choices choices, Settled settled) {
    for (Given each : choices.many("loglevel")) {
      if (!each.value().equals("debug")) {
        throw each.refused(
            LEVELS.contains(each.value())
                ? "info and above is always written; debug and debugexclude say what more"
                : each.value().endsWith("trace")
                    ? "nothing is written at the level trace; allowed: debug"
                    : "allowed: debug; categories have no levels of their own");
      }
    }
  }

  private static void limit(Choices choices, Settled settled) {
    choices
        .one("logratelimit")
        .filter(each -> !each.flag())
        .ifPresent(each -> settled.set(LOGS, "repeat.lines", "0", each));
  }

  private static void times(Choices choices, Settled settled) {
    choices
        .one("logtimemicros")
        .ifPresent(each -> settled.set(LOGS, "times", each.flag() ? "micros" : "millis", each));
    choices
        .one("logtimestamps")
        .filter(each -> !each.flag())
        .ifPresent(each -> settled.set(LOGS, "times", "none", each));
  }

  private static void screen(Choices choices, Settled settled) {
    choices
        .one("printtoconsole")
        .ifPresent(each -> settled.set(LOGS, "screen", each.flag() ? "all" : "warnings", each));
  }
}
