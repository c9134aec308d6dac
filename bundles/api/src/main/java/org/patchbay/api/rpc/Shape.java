package org.patchbay.api.rpc;

import java.util.List;

/**
 * What a value looks like: that of a parameter, of a result, or of a part of either. Help and the
 * OpenRPC description are made of it, and tests hold answers against it. Immutable.
 *
 * <p>As Java values: text and hex are a {@link String}; a number is an {@link Integer}, a {@link
 * Long}, a {@link Double} or a {@link java.math.BigDecimal}; an amount of bitcoin is {@link
 * Amount#of}; an array is a {@link List}, an object and a map are a {@link java.util.Map} with keys
 * in the order in which they are to be printed; nothing is null.
 *
 * @param help one sentence, without the unit's being left to guess; may be empty
 * @param parts of an object: its fields; of an array and a map: the one element, nameless
 */
public record Shape(Kind kind, String help, List<Field> parts) {
  /** Copies. */
  public Shape {
    parts = List.copyOf(parts);
  }

  /** What kind of value. */
  public enum Kind {
    /** Any text. */
    STRING,
    /** Hexadecimal digits. */
    HEX,
    /** A number. */
    NUMBER,
    /** Unix seconds. */
    TIME,
    /** Bitcoin, with eight decimals; as a parameter a text or a number. */
    AMOUNT,
    /** True or false. */
    BOOL,
    /** Any number of values of one shape. */
    ARRAY,
    /** Named values. */
    OBJECT,
    /** Values of one shape whose names are data. */
    MAP,
    /** Null. */
    NONE,
    /** Whatever: a parameter of more than one type is checked by its method. */
    ANY
  }

  /**
   * A named part.
   *
   * @param optional whether it may be left out
   */
  public record Field(String name, Shape shape, boolean optional) {}

  /** Any text. */
  public static Shape string(String help) {
    return new Shape(Kind.STRING, help, List.of());
  }

  /** Hexadecimal digits. */
  public static Shape hex(String help) {
    return new Shape(Kind.HEX, help, List.of());
  }

  /** A number. */
  public static Shape number(String help) {
    return new Shape(Kind.NUMBER, help, List.of());
  }

  /** Unix seconds. */
  public static Shape time(String help) {
    return new Shape(Kind.TIME, help, List.of());
  }

  /** Bitcoin, with eight decimals. */
  public static Shape amount(String help) {
    return new Shape(Kind.AMOUNT, help, List.of());
  }

  /** True or false. */
  public static Shape bool(String help) {
    return new Shape(Kind.BOOL, help, List.of());
  }

  /** Any number of values of one shape. */
  public static Shape array(String help, Shape element) {
    return new Shape(Kind.ARRAY, help, List.of(field("", element)));
  }

  /** Named values, in this order. */
  public static Shape object(String help, Field... fields) {
    return new Shape(Kind.OBJECT, help, List.of(fields));
  }

  /** Values of one shape whose names are data. */
  public static Shape map(String help, Shape value) {
    return new Shape(Kind.MAP, help, List.of(field("", value)));
  }

  /** Null. */
  public static Shape none() {
    return new Shape(Kind.NONE, "", List.of());
  }

  /** Whatever. */
  public static Shape any(String help) {
    return new Shape(Kind.ANY, help, List.of());
  }

  /** A field that is always there. */
  public static Field field(String name, Shape shape) {
    return new Field(name, shape, false);
  }

  /** A field that may be left out. */
  public static Field maybe(String name, Shape shape) {
    return new Field(name, shape, true);
  }

  /** The one element of an array or a map. */
  public Shape element() {
    return parts.get(0).shape();
  }
}
