package org.patchbay.launcher.conf;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * One of Bitcoin Core's options. Immutable.
 *
 * @param ownNetwork whether a line outside of the sections is for the main network alone
 * @param effect what it makes of our configuration
 */
record CoreOption(String name, boolean ownNetwork, Effect effect) {
  /** What an option that was given, or that follows from others, sets. */
  interface Effect {
    void settle(Choices choices, Settled settled);
  }

  private static CoreOption of(String name, Effect effect) {
    return new CoreOption(name, false, effect);
  }

  /** The same, of which a line outside of the sections is for the main network alone. */
  CoreOption forMainUnlessInASection() {
    return new CoreOption(name, true, effect);
  }

  /** Truth, as true or false. */
  static CoreOption flag(String name, String pid, String key) {
    return of(
        name,
        (choices, settled) ->
            choices
                .one(name)
                .ifPresent(each -> settled.set(pid, key, String.valueOf(each.flag()), each)));
  }

  /** Text as it is; negated, it is empty. */
  static CoreOption text(String name, String pid, String key) {
    return of(
        name,
        (choices, settled) ->
            choices
                .one(name)
                .ifPresent(
                    each -> settled.set(pid, key, each.negated() ? "" : each.value(), each)));
  }

  /** A whole number, scaled. */
  static CoreOption number(String name, String pid, String key, long min, long max, long scale) {
    return of(
        name,
        (choices, settled) ->
            choices
                .one(name)
                .ifPresent(
                    each ->
                        settled.set(
                            pid, key, String.valueOf(each.number(min, max) * scale), each)));
  }

  /**
   * Several values, as a list with commas.
   *
   * @param check refuses a value that cannot be
   */
  static CoreOption list(
      String name, String pid, String key, BiFunction<Given, String, String> check) {
    return of(
        name,
        (choices, settled) -> {
          List<Given> many = choices.many(name);
          many.forEach(each -> check.apply(each, single(each)));
          if (!many.isEmpty()) {
            settled.set(pid, key, joined(many), many.get(0));
          }
        });
  }

  /** Set by what is made of another option. */
  static CoreOption part(String name) {
    return of(name, (choices, settled) -> {});
  }

  static CoreOption by(String name, Effect effect) {
    return of(name, effect);
  }

  /**
   * One that cannot be switched on here; switched off, by a 0, it changes nothing.
   *
   * @param why the reason
   */
  static CoreOption offAlone(String name, String why) {
    return of(
        name,
        (choices, settled) ->
            choices
                .one(name)
                .filter(each -> !each.value().matches("0+"))
                .ifPresent(
                    each -> {
                      throw each.refused(why);
                    }));
  }

  /** One that cannot be switched off here. */
  static CoreOption onAlone(String name, String why) {
    return of(
        name,
        (choices, settled) ->
            choices
                .one(name)
                .filter(each -> !each.flag())
                .ifPresent(
                    each -> {
                      throw each.refused(why);
                    }));
  }

  /** Values with commas between them. */
  static String joined(List<Given> many) {
    return many.stream().map(CoreOption::single).collect(Collectors.joining(","));
  }

  /** A value that may be one of a list. */
  static String single(Given given) {
    if (given.value().isBlank()) {
      throw given.refused("allowed: a value");
    } else if (given.value().indexOf(',') >= 0) {
      throw given.refused("allowed: one value without a comma, the option may come again");
    }
    return given.value();
  }
}
