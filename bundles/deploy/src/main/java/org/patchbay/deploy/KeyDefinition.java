package org.patchbay.deploy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * One key of a component, as its Metatype declares it. Immutable.
 *
 * @param list whether it takes several values, separated by commas
 * @param initial the component's own default, as text
 * @param min lowest value; empty when there is none
 * @param max highest value; empty when there is none
 * @param options the only values; empty when any will do
 * @param description one sentence
 */
record KeyDefinition(
    String key,
    KeyType type,
    boolean list,
    String initial,
    String min,
    String max,
    List<String> options,
    String description) {

  KeyDefinition {
    options = List.copyOf(options);
  }

  /**
   * The value as ConfigAdmin stores it: typed, an array for a list.
   *
   * @throws RefusedException naming the value and what is allowed
   */
  Object parse(String text) throws RefusedException {
    if (!list) {
      return single(text.strip());
    }
    List<String> parts =
        Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
    Object[] values = type.array(parts.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = single(parts.get(i));
    }
    return values;
  }

  private Object single(String text) throws RefusedException {
    try {
      Object value = type.parse(text);
      if (!options.isEmpty() && !options.contains(text)) {
        throw refused(text);
      }
      if (value instanceof Number && !inRange(new BigDecimal(text))) {
        throw refused(text);
      }
      return value;
    } catch (IllegalArgumentException e) {
      throw refused(text);
    }
  }

  private boolean inRange(BigDecimal value) {
    return (min.isEmpty() || value.compareTo(new BigDecimal(min)) >= 0)
        && (max.isEmpty() || value.compareTo(new BigDecimal(max)) <= 0);
  }

  private RefusedException refused(String text) {
    return new RefusedException("%s = \"%s\": allowed: %s".formatted(key, text, allowed()));
  }

  /** A value as people may see it: a password is not shown, only whether there is one. */
  String shown(String text) {
    return type == KeyType.PASSWORD && !text.isEmpty() ? "(not shown)" : text;
  }

  /** What a value may be, in words. */
  String allowed() {
    String each = options.isEmpty() ? type.description() + range() : String.join(", ", options);
    return list ? "a list with commas, each " + each : each;
  }

  private String range() {
    if (min.isEmpty() && max.isEmpty()) {
      return "";
    }
    if (max.isEmpty()) {
      return " from " + min;
    }
    return min.isEmpty() ? " up to " + max : " from " + min + " to " + max;
  }
}
