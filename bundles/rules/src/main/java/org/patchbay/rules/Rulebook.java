package org.patchbay.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.peer.PeerView;

/** The rules of one file, compiled. Immutable but for their counts; from any thread. */
final class Rulebook {
  static final Rulebook EMPTY = new Rulebook(List.of(), 0);

  private final List<OneRule> rules;
  private final OneRule[] refusing;
  private final OneRule[] throttling;
  private final OneRule[] evicting;
  private final int remembered;

  private Rulebook(List<OneRule> rules, int remembered) {
    this.rules = List.copyOf(rules);
    this.refusing = with(rules, Action.Refuse.class);
    this.throttling = with(rules, Action.Throttle.class);
    this.evicting = with(rules, Action.EvictFirst.class);
    this.remembered = remembered;
  }

  private static OneRule[] with(List<OneRule> rules, Class<? extends Action> kind) {
    return rules.stream().filter(each -> kind.isInstance(each.action())).toArray(OneRule[]::new);
  }

  /**
   * Reads and compiles a file.
   *
   * @param flaws takes what is wrong; where anything is, the answer means nothing
   * @param before the rules until now, whose counts go on
   * @param now loop time in nanoseconds
   * @param wall the same moment on the wall
   */
  static Rulebook of(byte[] file, List<Flaw> flaws, Rulebook before, long now, Instant wall) {
    RuleFile text = RuleFile.of(file);
    flaws.addAll(text.flaws());
    if (!flaws.isEmpty() || text.rules().isEmpty()) {
      return EMPTY;
    }
    Compiler compiler = new Compiler();
    List<OneRule> rules = new ArrayList<>();
    for (RuleText each : text.rules()) {
      Term.Truth condition = compiler.compile(each.when, flaw -> flaws.add(placed(flaw, each)));
      if (condition != null) {
        OneRule former = before.named(each.name).orElse(null);
        rules.add(new OneRule(each, end(each.until, now, wall), condition, former));
      }
    }
    return new Rulebook(rules, compiler.remembered());
  }

  private static Flaw placed(Flaw flaw, RuleText rule) {
    int column = flaw.line() == 1 ? rule.whenColumn + flaw.column() : flaw.column() + 1;
    return new Flaw(rule.whenLine + flaw.line() - 1, column, flaw.text());
  }

  private static long end(Instant until, long now, Instant wall) {
    if (until == null) {
      return Long.MAX_VALUE;
    }
    long seconds = Duration.between(wall, until).toSeconds();
    long most = Long.MAX_VALUE / 4_000_000_000L;
    return now + Math.max(-most, Math.min(most, seconds)) * 1_000_000_000L;
  }

  List<OneRule> rules() {
    return rules;
  }

  /** Parts of conditions that a {@link Memo} has places for. */
  int remembered() {
    return remembered;
  }

  Optional<OneRule> named(String name) {
    return rules.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  boolean throttles() {
    return throttling.length > 0;
  }

  boolean evicts() {
    return evicting.length > 0;
  }

  /** The first rule that refuses a peer which said its version; null for none. */
  OneRule refusing(Look look) {
    return first(refusing, look);
  }

  /**
   * The first rule that refuses a peer of which nothing but the arrival is known; null for none.
   */
  OneRule refusingOnArrival(Look look) {
    for (OneRule each : refusing) {
      if (each.early() && each.matches(look)) {
        return each;
      }
    }
    return null;
  }

  /** The first rule that throttles a peer; null for none. */
  OneRule throttling(Look look) {
    return first(throttling, look);
  }

  /** The first rule that evicts a peer before others; null for none. */
  OneRule evicting(Look look) {
    return first(evicting, look);
  }

  private static OneRule first(OneRule[] rules, Look look) {
    for (OneRule each : look.memo() == null ? rules : look.memo().possible(rules, look)) {
      if (each.matches(look)) {
        return each;
      }
    }
    return null;
  }

  /** A memo that fits a peer under these rules: the given one, or a new one. */
  Memo memo(Memo given, PeerView peer) {
    Memo memo = given != null && given.of(this) ? given : new Memo(this);
    memo.follow(peer);
    return memo;
  }
}
