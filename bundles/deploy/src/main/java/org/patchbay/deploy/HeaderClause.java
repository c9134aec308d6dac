package org.patchbay.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One clause of a manifest header such as {@code Import-Package}: paths, attributes and directives
 * (these with their colon). Immutable.
 */
record HeaderClause(List<String> paths, Map<String, String> parameters) {

  static List<HeaderClause> parse(String header) {
    List<HeaderClause> clauses = new ArrayList<>();
    for (String clause : split(header == null ? "" : header, ',')) {
      List<String> paths = new ArrayList<>();
      Map<String, String> parameters = new LinkedHashMap<>();
      for (String part : split(clause, ';')) {
        int equals = part.indexOf('=');
        if (equals < 0) {
          paths.add(part);
        } else {
          String name = part.substring(0, equals).strip();
          parameters.put(name, unquoted(part.substring(equals + 1).strip()));
        }
      }
      clauses.add(new HeaderClause(List.copyOf(paths), Map.copyOf(parameters)));
    }
    return clauses;
  }

  /** All paths that a header names. */
  static Set<String> allPaths(String header) {
    return parse(header).stream()
        .flatMap(clause -> clause.paths().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The package version or version range; empty when the clause has none. */
  String version() {
    return parameters.getOrDefault("version", parameters.getOrDefault("specification-version", ""));
  }

  boolean optional() {
    return "optional".equals(parameters.get("resolution:"));
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : separator;
      if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && (!quoted || i == text.length())) {
        String part = text.substring(start, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return parts;
  }
}
