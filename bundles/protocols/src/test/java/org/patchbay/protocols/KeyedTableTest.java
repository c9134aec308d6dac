package org.patchbay.protocols;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.patchbay.wire.Hash256;

class KeyedTableTest {
  @Test
  void keysThatAreAlikeButForTheUpperBitsOfTheirWordsFallOnDifferentPlaces() {
    KeyedTable.Secret secret = KeyedTable.Secret.of(new Random(3));
    Set<Integer> places = new HashSet<>();
    for (long i = 0; i < 4_096; i++) {
      Hash256 key = new Hash256(i << 61, i >> 3 << 61, i >> 6 << 61, i >> 9 << 61);
      places.add(secret.place(key, 8_191));
    }
    // By chance alone 3,224 are expected, with a deviation of 23.
    assertTrue(places.size() > 3_000, places.size() + " places for 4,096 keys");
  }
}
