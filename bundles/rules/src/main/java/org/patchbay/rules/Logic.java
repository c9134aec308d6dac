package org.patchbay.rules;

import org.patchbay.rules.Term.OfTruth;
import org.patchbay.rules.Term.Truth;

/**
 * Truth as CEL has it: of an and, one side that is false decides, whatever the other comes to, a
 * {@link Fault} too; of an or, one that is true.
 */
final class Logic {
  private Logic() {}

  static Truth and(Truth left, Truth right) {
    OfTruth one = left.possible();
    OfTruth other = right.possible();
    OfTruth possible =
        one == null ? other : other == null ? one : look -> one.in(look) && other.in(look);
    return both(left, right, false, possible);
  }

  static Truth or(Truth left, Truth right) {
    OfTruth one = left.possible();
    OfTruth other = right.possible();
    OfTruth possible = one == null || other == null ? null : look -> one.in(look) || other.in(look);
    return both(left, right, true, possible);
  }

  private static Truth both(Truth left, Truth right, boolean decides, OfTruth possible) {
    OfTruth one = left.of();
    OfTruth other = right.of();
    return new Truth(
        left.reads() | right.reads(),
        look -> {
          boolean first;
          try {
            first = one.in(look);
          } catch (Fault fault) {
            if (other.in(look) == decides) {
              return decides;
            }
            throw fault;
          }
          return first == decides ? decides : other.in(look);
        },
        possible);
  }

  static Truth not(Truth term) {
    OfTruth of = term.of();
    return new Truth(term.reads(), look -> !of.in(look));
  }

  static Truth choose(Truth condition, Truth yes, Truth no) {
    OfTruth of = condition.of();
    OfTruth one = yes.of();
    OfTruth other = no.of();
    return new Truth(
        condition.reads() | yes.reads() | no.reads(),
        look -> of.in(look) ? one.in(look) : other.in(look));
  }
}
