package org.patchbay.rules;

import com.google.re2j.Pattern;
import org.patchbay.rules.Term.OfText;
import org.patchbay.rules.Term.OfTruth;

/**
 * Whether a text has a pattern in it. From any thread.
 *
 * <p>Thousands of peers share a few user agents: what the last texts came to is remembered, each in
 * the place of its hash. A place is an immutable pair that threads may overwrite as they like: who
 * finds another text there computes.
 */
final class Matching implements OfTruth {
  private static final int PLACES = 32;

  private final OfText text;
  private final Pattern pattern;
  private final Found[] places = new Found[PLACES];

  private record Found(String text, boolean found) {}

  Matching(OfText text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  @Override
  public boolean in(Look look) {
    String value = text.in(look);
    int place = value.hashCode() & PLACES - 1;
    Found last = places[place];
    if (last == null || !last.text.equals(value)) {
      last = new Found(value, pattern.matcher(value).find());
      places[place] = last;
    }
    return last.found;
  }
}
