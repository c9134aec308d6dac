package org.patchbay.rules;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.rules.Rules;

/** One rule, compiled. Immutable but for its counts; from any thread. */
final class OneRule implements Rules.Rule {
  private final String name;
  private final int line;
  private final String when;
  private final Action then;
  private final Instant until;
  private final long endsAt;
  private final String because;
  private final Term.Truth condition;
  private final Counts counts;

  /** What happened with a rule of one name, condition and action, over edits of the file. */
  private record Counts(AtomicLong hits, AtomicLong faults) {}

  /**
   * A rule as it stands in the file.
   *
   * @param endsAt its end as loop time in nanoseconds; {@code Long.MAX_VALUE} for none
   * @param before the rule of that name until now; null for none
   */
  OneRule(RuleText text, long endsAt, Term.Truth condition, OneRule before) {
    this.name = text.name;
    this.line = text.line;
    this.when = text.when;
    this.then = text.then;
    this.until = text.until;
    this.endsAt = endsAt;
    this.because = text.because;
    this.condition = condition;
    boolean same = before != null && before.when.equals(when) && before.then.equals(then);
    this.counts = same ? before.counts : new Counts(new AtomicLong(), new AtomicLong());
  }

  /** Whether it says the same as another, wherever in the file they stand. */
  boolean says(OneRule other) {
    return when.equals(other.when)
        && then.equals(other.then)
        && because.equals(other.because)
        && Objects.equals(until, other.until);
  }

  /** Whether it holds of a peer; what cannot be computed is counted, and does not match. */
  boolean matches(Look look) {
    if (look.now() >= endsAt) {
      return false;
    }
    try {
      return condition.of().in(look);
    } catch (Fault fault) {
      counts.faults.incrementAndGet();
      return false;
    }
  }

  /** Whether it can hold of a peer whose slow facts are these. */
  boolean possible(Look look) {
    return condition.possible() == null || condition.possible().in(look);
  }

  /** Whether all it reads is known when a peer arrives. */
  boolean early() {
    return (condition.reads() & ~Variable.EARLY) == 0;
  }

  /** It decided. */
  void hit() {
    counts.hits.incrementAndGet();
  }

  Action action() {
    return then;
  }

  /** For the peer and for whoever reads why. */
  String reason() {
    return "rule " + name + (because.isEmpty() ? "" : ": " + because);
  }

  @Override
  public boolean matches(PeerView peer, long now) {
    return matches(new Look(peer, now, null));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int line() {
    return line;
  }

  @Override
  public String when() {
    return when;
  }

  @Override
  public String then() {
    return then.toString();
  }

  @Override
  public String slot() {
    return then.slot();
  }

  @Override
  public Optional<Instant> until() {
    return Optional.ofNullable(until);
  }

  @Override
  public boolean over(long now) {
    return now >= endsAt;
  }

  @Override
  public String because() {
    return because;
  }

  @Override
  public long hits() {
    return counts.hits.get();
  }

  @Override
  public long faults() {
    return counts.faults.get();
  }
}
