package org.patchbay.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.patchbay.rules.Term.OfReal;
import org.patchbay.rules.Term.OfText;
import org.patchbay.rules.Term.OfTruth;
import org.patchbay.rules.Term.OfWhole;
import org.patchbay.rules.Term.Real;
import org.patchbay.rules.Term.Text;
import org.patchbay.rules.Term.Truth;
import org.patchbay.rules.Term.Whole;

/** Comparisons of two terms of one type; empty where the type has none. */
final class Comparisons {
  private Comparisons() {}

  static Optional<Truth> equal(Term left, Term right) {
    long reads = left.reads() | right.reads();
    OfTruth equal = null;
    if (left instanceof Whole one && right instanceof Whole other) {
      OfWhole first = one.of();
      OfWhole second = other.of();
      OptionalLong value = constant(other);
      long sought = value.orElse(0);
      equal =
          value.isPresent()
              ? look -> first.in(look) == sought
              : look -> first.in(look) == second.in(look);
    } else if (left instanceof Real one && right instanceof Real other) {
      OfReal first = one.of();
      OfReal second = other.of();
      equal = look -> first.in(look) == second.in(look);
    } else if (left instanceof Text one && right instanceof Text other) {
      OfText first = one.of();
      OfText second = other.of();
      equal = look -> first.in(look).equals(second.in(look));
    } else if (left instanceof Truth one && right instanceof Truth other) {
      OfTruth first = one.of();
      OfTruth second = other.of();
      equal = look -> first.in(look) == second.in(look);
    }
    return Optional.ofNullable(equal).map(of -> new Truth(reads, of));
  }

  /**
   * By an operator of CEL.
   *
   * @param operator as {@code _<_}
   */
  static Optional<Truth> ordered(String operator, Term left, Term right) {
    OfTruth of = null;
    if (left instanceof Whole one && right instanceof Whole other) {
      OptionalLong limit = constant(other);
      of =
          limit.isPresent()
              ? wholes(operator, one.of(), limit.getAsLong())
              : wholes(operator, one.of(), other.of());
    } else if (left instanceof Real one && right instanceof Real other) {
      of = reals(operator, one.of(), other.of());
    }
    long reads = left.reads() | right.reads();
    return Optional.ofNullable(of).map(compared -> new Truth(reads, compared));
  }

  private static OfTruth wholes(String operator, OfWhole one, OfWhole other) {
    return switch (operator) {
      case "_<_" -> look -> one.in(look) < other.in(look);
      case "_<=_" -> look -> one.in(look) <= other.in(look);
      case "_>_" -> look -> one.in(look) > other.in(look);
      case "_>=_" -> look -> one.in(look) >= other.in(look);
      default -> null;
    };
  }

  /** To a number that is known already, as in most rules. */
  private static OfTruth wholes(String operator, OfWhole one, long limit) {
    return switch (operator) {
      case "_<_" -> look -> one.in(look) < limit;
      case "_<=_" -> look -> one.in(look) <= limit;
      case "_>_" -> look -> one.in(look) > limit;
      case "_>=_" -> look -> one.in(look) >= limit;
      default -> null;
    };
  }

  /** What it comes to of whatever peer; empty where that depends, or cannot be computed. */
  private static OptionalLong constant(Whole term) {
    try {
      return term.reads() == 0
          ? OptionalLong.of(term.of().in(new Look(null, 0, null)))
          : OptionalLong.empty();
    } catch (Fault fault) { // each peer's, and counted as such
      return OptionalLong.empty();
    }
  }

  private static OfTruth reals(String operator, OfReal one, OfReal other) {
    return switch (operator) {
      case "_<_" -> look -> one.in(look) < other.in(look);
      case "_<=_" -> look -> one.in(look) <= other.in(look);
      case "_>_" -> look -> one.in(look) > other.in(look);
      case "_>=_" -> look -> one.in(look) >= other.in(look);
      default -> null;
    };
  }

  /** Whether a value is one of some constants. */
  static Optional<Truth> among(Term value, List<Term> constants) {
    Look nothing = new Look(null, 0, null);
    if (value instanceof Whole whole && constants.stream().allMatch(Whole.class::isInstance)) {
      long[] numbers =
          constants.stream().mapToLong(each -> ((Whole) each).of().in(nothing)).sorted().toArray();
      OfWhole of = whole.of();
      return Optional.of(
          new Truth(whole.reads(), look -> Arrays.binarySearch(numbers, of.in(look)) >= 0));
    }
    if (value instanceof Text text && constants.stream().allMatch(Text.class::isInstance)) {
      Set<String> words =
          constants.stream()
              .map(each -> ((Text) each).of().in(nothing))
              .collect(Collectors.toUnmodifiableSet());
      OfText of = text.of();
      return Optional.of(new Truth(text.reads(), look -> words.contains(of.in(look))));
    }
    return Optional.empty();
  }
}
