package org.patchbay.addrbook;

import java.util.Set;
import org.patchbay.wire.NetworkClass;

/**
 * One of the two tables. Confined to the node loop.
 *
 * <p>Beside the places it keeps, for each network, which places of each bucket and which buckets
 * hold something, as bits: so a draw among few addresses of a rare network costs no more than one
 * among many.
 */
final class Table {
  private static final int NETWORKS = NetworkClass.values().length;
  private static final int WORD = 64;

  private final Known[] places;
  private final long[][] held;
  private final long[][] buckets;
  private final int[] counts = new int[NETWORKS];

  Table(int buckets) {
    this.places = new Known[buckets * Buckets.SIZE];
    this.held = new long[NETWORKS][buckets];
    this.buckets = new long[NETWORKS][buckets / WORD];
  }

  Known get(int place) {
    return places[place];
  }

  int bucketCount() {
    return places.length / Buckets.SIZE;
  }

  void put(int place, Known known) {
    int network = known.network().ordinal();
    int bucket = place / Buckets.SIZE;
    places[place] = known;
    held[network][bucket] |= 1L << place;
    buckets[network][bucket / WORD] |= 1L << bucket;
    counts[network]++;
  }

  /** Empties a place and answers what stood there, or null. */
  Known clear(int place) {
    Known known = places[place];
    if (known == null) {
      return null;
    }
    int network = known.network().ordinal();
    int bucket = place / Buckets.SIZE;
    places[place] = null;
    held[network][bucket] &= ~(1L << place);
    if (held[network][bucket] == 0) {
      buckets[network][bucket / WORD] &= ~(1L << bucket);
    }
    counts[network]--;
    return known;
  }

  /** Places taken by addresses of some networks. */
  int count(Set<NetworkClass> networks) {
    int count = 0;
    for (NetworkClass network : networks) {
      count += counts[network.ordinal()];
    }
    return count;
  }

  /** How many places of a bucket are taken. */
  int fill(int bucket) {
    int fill = 0;
    for (long[] each : held) {
      fill += Long.bitCount(each[bucket]);
    }
    return fill;
  }

  /**
   * Draws as protocol-facts §12.6: a bucket at random, a place in it at random, and from there on,
   * cyclically, the first address of one of the networks. Buckets without one would be drawn again;
   * here they are left out from the start, which is the same chance.
   *
   * @param chance 33 random bits: 6 for the place, 27 for the bucket; what is above does not count
   * @throws IllegalStateException when there is none
   */
  Known draw(Set<NetworkClass> networks, long chance) {
    int words = bucketCount() / WORD;
    long[] any = new long[words];
    int total = 0;
    for (NetworkClass network : networks) {
      long[] of = buckets[network.ordinal()];
      for (int i = 0; i < words; i++) {
        any[i] |= of[i];
      }
    }
    for (long word : any) {
      total += Long.bitCount(word);
    }
    if (total == 0) {
      throw new IllegalStateException("no address of " + networks);
    }
    int bucket = bit(any, (int) ((chance >>> 6 & 0x7FF_FFFF) * total >>> 27));
    int start = (int) (chance & 63);
    long mask = 0;
    for (NetworkClass network : networks) {
      mask |= held[network.ordinal()][bucket];
    }
    int step = Long.numberOfTrailingZeros(Long.rotateRight(mask, start));
    return places[bucket * Buckets.SIZE + (start + step) % Buckets.SIZE];
  }

  private static int bit(long[] words, int number) {
    int left = number;
    int i = 0;
    while (left >= Long.bitCount(words[i])) {
      left -= Long.bitCount(words[i++]);
    }
    long word = words[i];
    for (; left > 0; left--) {
      word &= word - 1;
    }
    return i * WORD + Long.numberOfTrailingZeros(word);
  }
}
