package org.patchbay.mempool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.mempool.Mempool.Entry;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.TxIn;

/**
 * Puts entries into an order in which parents stand before children. Confined to one call.
 *
 * <p>The entries are read while the pool goes on changing, so their counts of ancestors need not
 * agree; what decides is what each one spends. Chains in the pool are short, so going down to the
 * parents is a shallow recursion.
 */
final class ParentsFirst {
  private final Map<Hash256, PoolEntry> waiting = new HashMap<>();
  private final List<Entry> ordered = new ArrayList<>();

  private ParentsFirst() {}

  /** All of these, ordered; of those that may stand anywhere the ones that came first. */
  static List<Entry> of(Collection<Held> some) {
    List<PoolEntry> entries = new ArrayList<>(some.stream().map(Held::entry).toList());
    entries.sort(Comparator.comparingLong(PoolEntry::acceptedAt));
    ParentsFirst order = new ParentsFirst();
    entries.forEach(entry -> order.waiting.put(entry.transaction().txid(), entry));
    entries.forEach(order::put);
    return List.copyOf(order.ordered);
  }

  private void put(PoolEntry entry) {
    if (waiting.remove(entry.transaction().txid()) != null) {
      for (TxIn input : entry.transaction().inputs()) {
        PoolEntry parent = waiting.get(input.previous().txid());
        if (parent != null) {
          put(parent);
        }
      }
      ordered.add(entry);
    }
  }
}
