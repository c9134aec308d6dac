package org.patchbay.addrbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Addresses that worked while another stands in their place of the tried table (protocol-facts
 * §12.5). Confined to the node loop.
 *
 * <p>Rule: the old one stays if it worked within four hours; it goes if it was tried within four
 * hours and failed for more than a minute, or if nobody could test it for 40 minutes. Why: whoever
 * gets us to connect to many of his addresses must not push working ones out of the tried table,
 * and dead ones must not keep working ones out.
 */
final class Collisions {
  static final int MOST = 10;
  private static final long REPLACEMENT = 4 * 3_600;
  private static final long TIME_TO_ANSWER = 60;
  private static final long TEST_WINDOW = 40 * 60;

  enum Verdict {
    WAIT,
    KEEP_OLD,
    TAKE_NEW
  }

  private final List<Known> pending = new ArrayList<>();

  /** What to do; {@code old} is null when its place has become free. */
  static Verdict judge(Entry old, Entry newcomer, long now) {
    if (old == null) {
      return Verdict.TAKE_NEW;
    }
    if (now - old.lastSuccess() < REPLACEMENT) {
      return Verdict.KEEP_OLD;
    }
    if (now - old.lastTry() < REPLACEMENT) {
      return now - old.lastTry() > TIME_TO_ANSWER ? Verdict.TAKE_NEW : Verdict.WAIT;
    }
    return now - newcomer.lastSuccess() > TEST_WINDOW ? Verdict.TAKE_NEW : Verdict.WAIT;
  }

  /** Without effect when ten are waiting. */
  void add(Known known) {
    if (pending.size() < MOST && !pending.contains(known)) {
      pending.add(known);
    }
  }

  void remove(Known known) {
    pending.remove(known);
  }

  void clear() {
    pending.clear();
  }

  int size() {
    return pending.size();
  }

  /** Those that still matter. */
  List<Known> pending(Tables tables) {
    pending.removeIf(known -> known.tried() || tables.find(known.address()) != known);
    return List.copyOf(pending);
  }

  /** One of those that still matter. */
  Optional<Known> draw(RandomGenerator random, Tables tables) {
    List<Known> left = pending(tables);
    return left.isEmpty() ? Optional.empty() : Optional.of(left.get(random.nextInt(left.size())));
  }
}
