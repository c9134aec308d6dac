package org.patchbay.chain;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.SharedHeaders;

/**
 * The answers that everybody gets who syncs from the genesis block: full ones, one after the other.
 * They are shared, so that each is encoded and hashed once for many peers. Thread-safe.
 *
 * <p>At most {@value #KEPT} payloads of 162 kB are kept. Answers that begin elsewhere are made for
 * their peer alone.
 */
final class SharedRanges {
  static final int KEPT = 32;

  private final Map<Integer, SharedHeaders> byLastEntry = new ConcurrentHashMap<>();

  /** Headers of the best chain from a height on. */
  List<BlockHeader> of(Snapshot snapshot, int first, int size) {
    boolean inTurn = size == Headers.MAX_ENTRIES && first % Headers.MAX_ENTRIES == 1;
    if (!inTurn) {
      return new BestRange(snapshot, first, size);
    }
    int last = snapshot.best(first + size - 1);
    SharedHeaders known = byLastEntry.get(last);
    return known != null ? known : share(last, new BestRange(snapshot, first, size));
  }

  private SharedHeaders share(int last, BestRange range) {
    if (byLastEntry.size() >= KEPT) {
      byLastEntry.values().forEach(SharedHeaders::forget);
      byLastEntry.clear();
    }
    SharedHeaders fresh = new SharedHeaders(range);
    byLastEntry.put(last, fresh);
    return fresh;
  }
}
