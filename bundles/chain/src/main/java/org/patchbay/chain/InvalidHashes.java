package org.patchbay.chain;

import java.util.LinkedHashSet;
import java.util.Set;
import org.patchbay.wire.Hash256;

/**
 * Hashes of headers that broke a rule, so that what stands on them is known for invalid and not
 * asked about again; the last thousand. Confined to the chain lane.
 */
final class InvalidHashes {
  private static final int MOST = 1000;

  private final Set<Hash256> known = new LinkedHashSet<>();

  void add(Hash256 hash) {
    known.remove(hash);
    known.add(hash);
    if (known.size() > MOST) {
      known.remove(known.iterator().next());
    }
  }

  boolean contains(Hash256 hash) {
    return known.contains(hash);
  }
}
