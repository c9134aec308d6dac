package org.patchbay.api.stable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The listing of a package as it was last agreed upon, with its version; and what a change of it
 * asks for, by OSGi's semantic versioning. Immutable.
 */
record Baseline(Version version, List<String> lines) {
  private static final String VERSION = "version ";

  /** Of an exported package. */
  record Version(int major, int minor, int micro) {
    static Version of(String text) {
      String[] parts = text.split("\\.");
      return new Version(
          Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + micro;
    }
  }

  static Baseline read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return new Baseline(
        Version.of(lines.get(0).substring(VERSION.length())), lines.subList(1, lines.size()));
  }

  void write(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(VERSION + version);
    all.addAll(lines);
    Files.write(file, all);
  }

  /** What is wrong with what the package is now; empty where its version says what changed. */
  String flaw(Baseline now) {
    List<String> gone = without(lines, now.lines);
    List<String> added = without(now.lines, lines);
    boolean breaks = !gone.isEmpty() || added.stream().anyMatch(this::burdens);
    boolean raised = now.version.major > version.major;
    if (breaks && !raised) {
      return "plugins break, and version %s is still %d.x: gone %s, added %s"
          .formatted(now.version, version.major, gone, added);
    }
    boolean grown = raised || now.version.minor > version.minor;
    if (!added.isEmpty() && !grown) {
      return "added %s, and version %s is not above %s".formatted(added, now.version, version);
    }
    return "";
  }

  /** Whether those who implement a type now miss something. */
  private boolean burdens(String added) {
    int member = added.indexOf('#');
    return member > 0
        && added.contains(" abstract")
        && consumers().contains(added.substring(0, member));
  }

  private Set<String> consumers() {
    Set<String> names = new HashSet<>();
    for (String line : lines) {
      if (line.contains(" : consumer ")) {
        names.add(line.split("[< ]")[0]);
      }
    }
    return names;
  }

  private static List<String> without(List<String> some, List<String> others) {
    Set<String> left = new HashSet<>(others);
    return some.stream().filter(each -> !left.contains(each)).toList();
  }
}
