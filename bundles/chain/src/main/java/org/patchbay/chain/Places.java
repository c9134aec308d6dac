package org.patchbay.chain;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the block of each header entry is on disk; 0 where it is not. Written on the chain lane;
 * read from any thread.
 */
final class Places {
  private static final int CHUNK_BITS = 12;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private volatile AtomicLongArray[] chunks = new AtomicLongArray[0];

  long of(int entry) {
    AtomicLongArray[] known = chunks;
    int chunk = entry >>> CHUNK_BITS;
    return chunk < known.length && known[chunk] != null ? known[chunk].get(entry & CHUNK - 1) : 0;
  }

  boolean has(int entry) {
    return of(entry) != 0;
  }

  void set(int entry, long place) {
    AtomicLongArray[] known = chunks;
    int chunk = entry >>> CHUNK_BITS;
    if (chunk >= known.length || known[chunk] == null) {
      known = Arrays.copyOf(known, Math.max(known.length, chunk + 1));
      known[chunk] = new AtomicLongArray(CHUNK);
      chunks = known;
    }
    known[chunk].set(entry & CHUNK - 1, place);
  }

  /** Forgets what is in a file. */
  void forgetFile(int file) {
    for (AtomicLongArray chunk : chunks) {
      for (int i = 0; chunk != null && i < CHUNK; i++) {
        long place = chunk.get(i);
        if (place != 0 && BlockFiles.file(place) == file) {
          chunk.set(i, 0);
        }
      }
    }
  }
}
