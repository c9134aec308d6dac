package org.patchbay.shell;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of one record type that print as aligned columns, one per component of the record. A list,
 * so that {@code each} and pipes walk over its rows. Immutable.
 *
 * @param <R> what a row is
 */
public final class Table<R extends Record> extends AbstractList<R> {
  private static final String GAP = "  ";

  private final List<String> head;
  private final List<R> rows;
  private final List<String> notes;

  private Table(List<String> head, List<R> rows, List<String> notes) {
    this.head = head;
    this.rows = rows;
    this.notes = notes;
  }

  /**
   * A table.
   *
   * @param empty the sentence that stands for a table without rows
   */
  static <R extends Record> Table<R> of(Stream<R> rows, String empty) {
    List<R> all = rows.toList();
    return new Table<>(List.of(), all, all.isEmpty() ? List.of(empty) : List.of());
  }

  /** The same table with lines beneath it. */
  Table<R> with(List<String> lines) {
    return new Table<>(head, rows, Stream.concat(notes.stream(), lines.stream()).toList());
  }

  /** The same table with lines above it. */
  Table<R> under(String... lines) {
    return new Table<>(List.of(lines), rows, notes);
  }

  @Override
  public R get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }

  /** The table as people see it; no line ends in a blank and the last one in no line break. */
  @Override
  public String toString() {
    if (rows.isEmpty()) {
      return Stream.concat(head.stream(), notes.stream()).collect(Collectors.joining("\n"));
    }
    List<Column> columns = Column.of(rows.get(0).getClass());
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      Column column = columns.get(i);
      widths[i] = rows.stream().mapToInt(row -> column.text(row).length()).reduce(0, Math::max);
      widths[i] = Math.max(widths[i], column.title().length());
    }
    Stream<String> header = Stream.of(line(columns, widths, Column::title));
    Stream<String> body = rows.stream().map(row -> line(columns, widths, c -> c.text(row)));
    return Stream.of(head.stream(), header, body, notes.stream())
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  private static String line(List<Column> columns, int[] widths, Function<Column, String> text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = text.apply(columns.get(i));
      String pad = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : GAP).append(columns.get(i).right() ? pad + cell : cell + pad);
    }
    return line.toString().stripTrailing();
  }
}
