package org.patchbay.bench.rivals;

import java.util.ArrayList;
import java.util.List;

/**
 * What was measured of rivals, in words and figures. Immutable.
 *
 * @param title what the figures are
 * @param columns one word less than a row has: the first of a row is its name
 */
record Table(String title, List<String> columns, List<List<String>> rows) {
  /** For people and for Markdown: columns as wide as they need, the first to the left. */
  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    List<String> heading = new ArrayList<>(List.of(""));
    heading.addAll(columns);
    lines.add(heading);
    lines.addAll(rows);
    int[] widths = new int[heading.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(title).append('\n');
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - line.get(i).length());
        row.append(i == 0 ? line.get(i) + space : "  " + space + line.get(i));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
