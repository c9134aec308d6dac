package org.patchbay.api.rpc;

import java.util.List;

/**
 * One parameter of a method. Immutable.
 *
 * @param names its name, and others by which callers may give it too
 * @param need whether it must be given
 * @param fallback the value when it is not given: what {@link RpcCall} answers then; null for none
 * @param hint what stands for a value when there is none, in words; may be empty
 * @param hidden whether help leaves it out, and all after it
 */
public record Param(
    List<String> names, Shape shape, Need need, Object fallback, String hint, boolean hidden) {
  /** Whether a parameter must be given. */
  public enum Need {
    /** A call without it is refused. */
    REQUIRED,
    /** It may be left out or null. */
    OPTIONAL
  }

  /** Copies. */
  public Param {
    names = List.copyOf(names);
  }

  /** One that must be given. */
  public static Param required(String name, Shape shape) {
    return new Param(List.of(name), shape, Need.REQUIRED, null, "", false);
  }

  /** One that has a value when it is not given. */
  public static Param defaulted(String name, Shape shape, Object value) {
    return new Param(List.of(name), shape, Need.OPTIONAL, value, "", false);
  }

  /** One that may be left out; the hint says what happens then, and may be empty. */
  public static Param optional(String name, Shape shape, String hint) {
    return new Param(List.of(name), shape, Need.OPTIONAL, null, hint, false);
  }

  /** The same, which can be given by another name too. */
  public Param or(String alias) {
    List<String> more = new java.util.ArrayList<>(names);
    more.add(alias);
    return new Param(more, shape, need, fallback, hint, hidden);
  }

  /** The same, about which help is silent. */
  public Param inSilence() {
    return new Param(names, shape, need, fallback, hint, true);
  }

  /** Its name. */
  public String name() {
    return names.get(0);
  }

  boolean isOptional() {
    return need == Need.OPTIONAL;
  }
}
