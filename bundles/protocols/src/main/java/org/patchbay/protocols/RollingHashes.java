package org.patchbay.protocols;

import java.util.random.RandomGenerator;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.SipHash;

/**
 * Remembers at least the last {@code n} hashes and at most twice as many. Confined to the node
 * loop.
 *
 * <p>Rule (protocol-facts §13.4): what was remembered is known until {@code n} others came. Bitcoin
 * Core uses a rolling bloom filter that errs once in a million; here 64-bit keys under a secret are
 * kept, which take memory only when there is something to remember, are looked up in two places
 * instead of twenty, and err less than once in 10^13 look-ups. An error, too, only means that a
 * transaction is not asked for.
 */
final class RollingHashes {
  private final RecentKeys keys;
  private final long k0;
  private final long k1;

  RollingHashes(int n, RandomGenerator random) {
    keys = new RecentKeys(n);
    k0 = random.nextLong();
    k1 = random.nextLong();
  }

  void add(Hash256 hash) {
    keys.add(SipHash.hash(k0, k1, hash));
  }

  boolean contains(Hash256 hash) {
    return keys.slots() != 0 && keys.contains(SipHash.hash(k0, k1, hash));
  }

  void clear() {
    keys.clear();
  }

  int slots() {
    return keys.slots();
  }
}
