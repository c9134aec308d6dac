package org.patchbay.rules;

import java.util.Collection;

/**
 * A compiled part of a condition: a function of a {@link Look}, which may throw a {@link Fault}.
 * Immutable.
 */
sealed interface Term {
  /** Which {@link Variable}s it reads, as bits by their ordinals. */
  long reads();

  /**
   * True or false.
   *
   * @param possible reads slow facts alone and never fails: while it is false the term is false,
   *     whatever else comes to be known; null where nothing can be said so
   */
  record Truth(long reads, OfTruth of, OfTruth possible) implements Term {
    Truth(long reads, OfTruth of) {
      this(reads, of, null);
    }
  }

  /** A whole number. */
  record Whole(long reads, OfWhole of) implements Term {}

  /** A number with fractions. */
  record Real(long reads, OfReal of) implements Term {}

  /** A text. */
  record Text(long reads, OfText of) implements Term {}

  /** Several texts. */
  record Texts(long reads, OfTexts of) implements Term {}

  /** Computes true or false. */
  interface OfTruth {
    boolean in(Look look);
  }

  /** Computes a whole number. */
  interface OfWhole {
    long in(Look look);
  }

  /** Computes a number. */
  interface OfReal {
    double in(Look look);
  }

  /** Computes a text. */
  interface OfText {
    String in(Look look);
  }

  /** Computes several texts. */
  interface OfTexts {
    Collection<String> in(Look look);
  }
}
