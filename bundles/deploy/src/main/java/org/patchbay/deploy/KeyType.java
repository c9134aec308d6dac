package org.patchbay.deploy;

import java.lang.reflect.Array;
import java.util.function.Function;

/** The types that Metatype knows, with the Java type ConfigAdmin stores. */
enum KeyType {
  STRING("text", String.class, text -> text),
  PASSWORD("text", String.class, text -> text),
  LONG("a whole number", Long.class, Long::valueOf),
  INTEGER("a whole number", Integer.class, Integer::valueOf),
  SHORT("a whole number", Short.class, Short::valueOf),
  BYTE("a whole number", Byte.class, Byte::valueOf),
  DOUBLE("a number", Double.class, KeyType::finite),
  FLOAT("a number", Float.class, text -> (float) finite(text)),
  CHARACTER("one character", Character.class, KeyType::character),
  BOOLEAN("true or false", Boolean.class, KeyType::truth);

  private final String description;
  private final Class<?> type;
  private final Function<String, Object> parser;

  KeyType(String description, Class<?> type, Function<String, Object> parser) {
    this.description = description;
    this.type = type;
    this.parser = parser;
  }

  /** As {@code OSGI-INF/metatype} writes it, for example {@code Integer}. */
  static KeyType named(String name) {
    return switch (name) {
      case "Char" -> CHARACTER;
      default -> valueOf(name.toUpperCase(java.util.Locale.ROOT));
    };
  }

  /** What a value must look like. */
  String description() {
    return description;
  }

  /**
   * One value.
   *
   * @throws IllegalArgumentException when the text is none
   */
  Object parse(String text) {
    return parser.apply(text);
  }

  /** An array of the type's class, for keys that take a list. */
  Object[] array(int length) {
    return (Object[]) Array.newInstance(type, length);
  }

  private static double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Object character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException(text);
    }
    return text.charAt(0);
  }

  private static Object truth(String text) {
    // Boolean.valueOf would take "yes" for false.
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
