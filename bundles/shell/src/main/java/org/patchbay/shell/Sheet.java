package org.patchbay.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One record as a page: a line for each component, a line for each entry of a list, tables last.
 */
final class Sheet {
  private static final String GAP = "  ";

  private Sheet() {}

  static String page(Record record) {
    List<Column> columns = Column.of(record.getClass());
    int width = columns.stream().mapToInt(column -> column.name().length()).reduce(0, Math::max);
    List<String> lines = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (Column column : columns) {
      Object value = column.value(record);
      if (value instanceof Table<?> table) {
        below.add("");
        below.add(table.toString());
      } else {
        String name = column.name() + " ".repeat(width - column.name().length()) + GAP;
        lines.add(name + text(value, " ".repeat(name.length())));
      }
    }
    lines.addAll(below);
    return String.join("\n", lines);
  }

  private static String text(Object value, String indent) {
    return value instanceof Collection<?> many && !many.isEmpty()
        ? many.stream().map(Column::text).collect(Collectors.joining("\n" + indent))
        : Column.text(value);
  }

  /** The record in one line, for {@code echo} and lists of mixed things. */
  static String line(Record record) {
    return Column.of(record.getClass()).stream()
        .filter(column -> !(column.value(record) instanceof Table<?>))
        .map(column -> column.name().replace(' ', '.') + "=" + column.text(record))
        .collect(Collectors.joining(GAP));
  }
}
