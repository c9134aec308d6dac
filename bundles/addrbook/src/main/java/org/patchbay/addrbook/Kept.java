package org.patchbay.addrbook;

import java.util.Arrays;
import java.util.List;

/**
 * An entry as it is kept outside the tables. Immutable.
 *
 * @param tried stood in the tried table
 * @param buckets of the new table in which it stood; none when they are not known or no longer mean
 *     anything, and then its source decides
 */
record Kept(Entry entry, boolean tried, List<Integer> buckets) {
  static Kept of(Known known) {
    Known.Standing standing = known.standing;
    List<Integer> buckets =
        standing.tried()
            ? List.of()
            : Arrays.stream(standing.places()).mapToObj(place -> place / Buckets.SIZE).toList();
    return new Kept(known.entry, standing.tried(), buckets);
  }

  /** The same, to be placed by its source. */
  Kept displaced() {
    return new Kept(entry, tried, List.of());
  }
}
