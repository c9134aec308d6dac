package org.patchbay.chain;

import java.util.ArrayList;
import java.util.List;
import org.patchbay.wire.Hash256;

/** Makes locators (protocol-facts §14.6). */
final class Locators {
  private Locators() {}

  /**
   * Hashes from an entry back: twelve without a gap, then with a gap that doubles, the genesis
   * block last.
   */
  static List<Hash256> from(Snapshot snapshot, int entry) {
    Entries entries = snapshot.entries();
    List<Hash256> hashes = new ArrayList<>(34);
    int at = entry;
    int step = 1;
    while (true) {
      hashes.add(entries.hash(at));
      int height = entries.height(at);
      if (height == 0) {
        return List.copyOf(hashes);
      }
      at = snapshot.ancestor(at, Math.max(0, height - step));
      if (hashes.size() > 10) {
        step *= 2;
      }
    }
  }
}
