package org.patchbay.chain;

import java.util.Arrays;
import java.util.List;
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
    HeaderBatch genesis = new HeaderBatch().load(List.of(params.genesis()));
    index.stage(-1, 0, genesis, 0, Target.of(genesis.bits(0)).work());
    index.table.insert(index.entries, 0);
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
   * @param chainWork its chain's work with its own
   */
  int stage(int parent, int height, HeaderBatch batch, int header, UInt256 chainWork) {
    entries = entries.withRoomFor(staged + 1);
    int entry = staged++;
    Chunk chunk = entries.chunk(entry);
    byte[] records = chunk.records;
    int offset = Entries.offset(entry);
    batch.hash(header).copyTo(records, offset);
    int from = HeaderBatch.at(header);
    System.arraycopy(batch.bytes(), from, records, offset + Chunk.VERSION, 4);
    System.arraycopy(
        batch.bytes(), from + RawHeader.MERKLE_ROOT, records, offset + Chunk.MERKLE_ROOT, 44);
    int slot = entry & Chunk.MASK;
    chunk.parents[slot] = parent;
    chunk.heights[slot] = height;
    chunk.works[2 * slot] = chainWork.longAt(1);
    chunk.works[2 * slot + 1] = chainWork.longAt(0);
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
      table = filled(Math.max(staged, table.nextCapacity()), table.salt(), count);
    }
    for (int entry = count; entry < staged; entry++) {
      table.insert(entries, entry);
    }
    int first = count;
    count = staged;
    if (entries.work(count - 1).compareTo(entries.work(tip)) > 0) {
      advance(first);
    }
  }

  void publish() {
    snapshot = new Snapshot(entries, count, table, best, tip);
  }

  /** Files everything again under a secret salt. */
  void salt(long salt) {
    table = filled(table.capacity(), salt, count);
    publish();
  }

  private HashTable filled(int capacity, long salt, int upTo) {
    HashTable larger = new HashTable(capacity, salt);
    for (int entry = 0; entry < upTo; entry++) {
      larger.insert(entries, entry);
    }
    return larger;
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
