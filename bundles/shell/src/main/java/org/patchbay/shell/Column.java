package org.patchbay.shell;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One component of a record as a column of a table or a line of a sheet. Immutable. */
record Column(RecordComponent component) {
  static List<Column> of(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(Column::new).toList();
  }

  /** {@code bytesIn} reads {@code bytes in}. */
  String name() {
    return component.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  String title() {
    return name().toUpperCase(Locale.ROOT);
  }

  /** Numbers and quantities stand on the right of their column. */
  boolean right() {
    Class<?> type = component.getType();
    return type.isPrimitive() && type != boolean.class
        || Number.class.isAssignableFrom(type)
        || Quantity.class.isAssignableFrom(type);
  }

  Object value(Record row) {
    try {
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of " + row.getClass(), e);
    }
  }

  /** The value for people; a dash for what is unknown. */
  String text(Record row) {
    return text(value(row));
  }

  static String text(Object value) {
    String text = plain(value);
    return text.isEmpty() ? "-" : text;
  }

  private static String plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return plain(optional.orElse(null));
    } else if (value instanceof Double number) {
      return number.isNaN() ? "" : String.format(Locale.ROOT, "%.2f", number);
    } else if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + " (" + text(entry.getValue()) + ")")
          .collect(Collectors.joining(", "));
    } else if (value instanceof Collection<?> many) {
      return many.stream().map(Column::text).collect(Collectors.joining(", "));
    }
    return value == null ? "" : value.toString();
  }
}
