package org.patchbay.shell;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Values as JSON, for programs that read what a command returns. */
public final class Json {
  private Json() {}

  /**
   * A record, map, collection, number, truth value or text; an empty optional is null. A span of
   * time is its nanoseconds, a size its bytes, and null where there is none.
   */
  public static String of(Object value) {
    if (value instanceof Quantity quantity) {
      return quantity.amount() < 0 ? "null" : String.valueOf(quantity.amount());
    } else if (value instanceof Brief brief) {
      return text(brief.whole());
    } else if (value instanceof Optional<?> optional) {
      return of(optional.orElse(null));
    } else if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? String.valueOf(optional.getAsLong()) : "null";
    } else if (value instanceof Double number) {
      return number.isNaN() || number.isInfinite() ? "null" : number.toString();
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      return String.valueOf(value);
    } else if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey().toString()) + ":" + of(entry.getValue()))
          .sorted()
          .collect(Collectors.joining(",", "{", "}"));
    } else if (value instanceof Collection<?> many) {
      return many.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
    } else if (value instanceof Record row) {
      return java.util.Arrays.stream(row.getClass().getRecordComponents())
          .map(component -> text(component.getName()) + ":" + of(value(component, row)))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return text(value.toString());
  }

  static Object value(RecordComponent component, Record row) {
    try {
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component + " of " + row.getClass(), e);
    }
  }

  private static String text(String value) {
    StringBuilder json = new StringBuilder("\"");
    for (char each : value.toCharArray()) {
      if (each == '"' || each == '\\') {
        json.append('\\').append(each);
      } else if (each < ' ' || each == 0x7f || Character.isSurrogate(each)) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      } else {
        json.append(each);
      }
    }
    return json.append('"').toString();
  }
}
