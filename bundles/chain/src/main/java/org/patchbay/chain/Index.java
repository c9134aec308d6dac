package org.patchbay.chain;

import java.util.Arrays;
import java.util.BitSet;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.UInt256;

/**
 * The headers and the best chain among them. Confined to the chain lane, except for {@link
 * #snapshot}.
 *
 * <p>New headers are staged behind the published ones, where validation already sees them, and are
 * committed when they are on disk, or dropped.
 */
final class Index {
  private Entries entries = Entries.empty();
  private HashTable table;
  private int count;
  private int staged;
  private int tip;
  private int[] best;
  private final BitSet invalid = new BitSet();
  private volatile Snapshot snapshot;

  private Index(int capacity) {
    this.table = new HashTable(capacity, 0);
    this.best = new int[Math.max(1024, capacity)];
  }

  /**
   * An index that holds the genesis block.
   *
   * @param capacity headers to make room for at once
   */
  static Index of(ChainParams params, int capacity) {
    Index index = new Index(capacity);
    BlockHeader genesis = params.genesis();
    UInt256 work = Target.of((int) genesis.bits()).work();
    index.stage(-1, 0, genesis.hash(), genesis.toBytes(), 0, work);
    index.table.insert(genesis.hash().longAt(0), 0);
    index.count = 1;
    index.publish();
    return index;
  }

  /** What other threads may see. */
  Snapshot snapshot() {
    return snapshot;
  }

  Entries entries() {
    return entries;
  }

  /** Headers staged and not yet committed. */
  int staged() {
    return staged - count;
  }

  /** The committed entry with a hash; -1 when there is none. */
  int find(Hash256 hash) {
    return table.find(entries, count, hash);
  }

  /**
   * Writes a header behind the others.
   *
   * @param parent its parent, committed, or the header staged before
   * @param raw array of headers in wire order
   * @param from where this one begins
   * @param chainWork its chain's work with its own
   */
  int stage(int parent, int height, Hash256 hash, byte[] raw, int from, UInt256 chainWork) {
    int entry = staged++;
    if (!entries.hasRoomFor(entry)) {
      entries = entries.extended();
    }
    entries.put(entry, parent, height, hash, raw, from, chainWork);
    return entry;
  }

  /** Forgets what is staged. */
  void drop() {
    staged = count;
  }

  /**
   * Takes over what is staged, which is one line of headers, and publishes it. Its end becomes the
   * tip when it has more work: of equals the first seen stays.
   */
  void commit() {
    add();
    publish();
  }

  /** As {@link #commit}, unseen by other threads until the next {@link #publish}. */
  void add() {
    if (staged > table.capacity()) {
      table = filled(table.nextCapacity(), table.salt());
    } else {
      file(count, staged, table);
    }
    int first = count;
    count = staged;
    if (entries.work(count - 1).compareTo(entries.work(tip)) > 0 && !invalid(count - 1)) {
      advance(first);
    }
  }

  void publish() {
    snapshot = new Snapshot(entries, count, table, best, tip);
  }

  /** Whether the block of a committed entry, or one before it, broke a rule. */
  boolean invalid(int entry) {
    return invalid.get(entry);
  }

  /**
   * Has the best chain avoid an entry whose block broke a rule, and all that stands on it; of
   * equals the first seen becomes the tip. Publishes.
   */
  void invalidate(int entry) {
    BitSet one = new BitSet();
    one.set(entry);
    invalidate(one);
  }

  /** The same for some entries. */
  void invalidate(BitSet some) {
    invalid.or(some);
    int first = some.nextSetBit(0);
    for (int next = first + 1; first >= 0 && next < count; next++) {
      if (invalid.get(entries.parent(next))) {
        invalid.set(next);
      }
    }
    if (invalid.get(tip)) {
      int most = 0;
      for (int other = 1; other < count; other++) {
        if (!invalid.get(other) && entries.work(other).compareTo(entries.work(most)) > 0) {
          most = other;
        }
      }
      retreat(most);
    }
    publish();
  }

  /**
   * Takes an entry, all it stands on and all that stands on it for not yet judged. The best chain
   * leads to the most work again; the tip stays where nothing has more. Publishes.
   */
  void reconsider(int entry) {
    for (int at = entry; at > 0; at = entries.parent(at)) {
      invalid.clear(at);
    }
    BitSet above = new BitSet();
    above.set(entry);
    int most = tip;
    for (int next = 1; next < count; next++) {
      if (next > entry && above.get(entries.parent(next))) {
        above.set(next);
        invalid.clear(next);
      }
      if (!invalid.get(next) && entries.work(next).compareTo(entries.work(most)) > 0) {
        most = next;
      }
    }
    if (most != tip) {
      retreat(most);
    }
    publish();
  }

  /** Makes any entry the tip. Snapshots in use still read the heights as they were. */
  private void retreat(int to) {
    int oldHeight = entries.height(tip);
    int height = entries.height(to);
    tip = to;
    best = Arrays.copyOf(best, Math.max(best.length, height + 1));
    for (int at = to; height > oldHeight || best[height] != at; height--) {
      best[height] = at;
      at = entries.parent(at);
    }
  }

  /** Another line through the published entries, for other threads. */
  Snapshot along(int[] line, int end) {
    return new Snapshot(entries, count, table, line, end);
  }

  /** Files everything again under a secret salt. */
  void salt(long salt) {
    table = filled(table.capacity(), salt);
    publish();
  }

  private HashTable filled(int capacity, long salt) {
    HashTable larger = new HashTable(capacity, salt);
    file(0, staged, larger);
    return larger;
  }

  private void file(int from, int end, HashTable into) {
    for (int entry = from; entry < end; entry++) {
      into.insert(entries.firstWord(entry), entry);
    }
  }

  /** Makes the last entry the tip; {@code first} is the first of the line that was added. */
  private void advance(int first) {
    int oldTip = tip;
    int oldHeight = entries.height(oldTip);
    tip = count - 1;
    int height = entries.height(tip);
    boolean grown = entries.parent(first) == oldTip;
    if (height >= best.length) {
      best = Arrays.copyOf(best, Math.max(height + 1, best.length + best.length / 2));
    } else if (!grown) {
      // A reorganisation rewrites heights that snapshots in use still read.
      best = best.clone();
    }
    for (int entry = tip; entry >= first; entry--) {
      best[height--] = entry;
    }
    for (int at = entries.parent(first); height > oldHeight || best[height] != at; height--) {
      best[height] = at;
      at = entries.parent(at);
    }
  }
}
