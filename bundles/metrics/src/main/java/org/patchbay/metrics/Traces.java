package org.patchbay.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.patchbay.api.observe.Observer.Item;
import org.patchbay.wire.Hash256;

/**
 * How the last accepted transactions, or blocks, spread: a ring of flat records, the oldest gives
 * way. Confined to the node loop.
 *
 * <p>A record's times are taken by power of two of the peers, up to 524,288. Its memory, about 380
 * bytes with the index, is taken in chunks as it is first used, and never beyond the ring.
 */
final class Traces {
  /** Powers of two that are told apart. */
  static final int STEPS = 20;

  private static final int FIELDS = 1 + 2 * STEPS;
  private static final int CHUNK = 256;
  private static final long NEVER = -1;

  private final Item item;
  private final int size;
  private final long[][] chunks;
  private final Ids ids;
  private final Durations[] announced = new Durations[STEPS];
  private final Durations[] requested = new Durations[STEPS];
  private long accepted;

  /**
   * Remembers the last {@code size}.
   *
   * @param key0 chance that nobody outside knows
   * @param key1 more of it
   */
  Traces(Item item, int size, long key0, long key1) {
    this.item = item;
    this.size = size;
    chunks = new long[(size + CHUNK - 1) / CHUNK][];
    ids = new Ids(size, key0, key1);
    Arrays.setAll(announced, step -> new Durations());
    Arrays.setAll(requested, step -> new Durations());
  }

  /** It was accepted; when it was so before, it is traced anew. */
  void accepted(Hash256 id, long now) {
    int slot = (int) (accepted % size);
    if (accepted >= size) {
      ids.remove(slot);
    }
    accepted++;
    ids.put(slot, id);
    long[] chunk = chunks[slot / CHUNK];
    if (chunk == null) {
      int records = Math.min(CHUNK, size - slot / CHUNK * CHUNK);
      chunk = chunks[slot / CHUNK] = new long[records * FIELDS];
    }
    int at = slot % CHUNK * FIELDS;
    chunk[at] = now;
    Arrays.fill(chunk, at + 1, at + FIELDS, NEVER);
  }

  /** So many peers were told of it. */
  void announced(Hash256 id, int peers, long now) {
    reached(id, peers, now, 1, announced);
  }

  /** So many peers asked for it. */
  void requested(Hash256 id, int peers, long now) {
    reached(id, peers, now, 1 + STEPS, requested);
  }

  private void reached(Hash256 id, int peers, long now, int field, Durations[] durations) {
    int slot = peers < 1 ? -1 : ids.find(id);
    if (slot < 0) {
      return;
    }
    long[] chunk = chunks[slot / CHUNK];
    int at = slot % CHUNK * FIELDS;
    long took = Math.max(0, now - chunk[at]);
    // Whoever reached four peers has reached two and one.
    int step = Math.min(STEPS - 1, 31 - Integer.numberOfLeadingZeros(peers));
    for (; step >= 0 && chunk[at + field + step] == NEVER; step--) {
      chunk[at + field + step] = took;
      if (item == Item.TRANSACTION) {
        durations[step].add(took, 1);
      }
    }
  }

  /** How many are remembered at most. */
  int size() {
    return size;
  }

  /** How many were accepted since the start: the number of the next. */
  long count() {
    return accepted;
  }

  /** Those still remembered with numbers below {@code before}, the youngest first. */
  List<Spread> last(long before, int max) {
    List<Spread> traces = new ArrayList<>();
    long number = Math.min(before, accepted) - 1;
    for (; number >= 0 && number >= accepted - size && traces.size() < max; number--) {
      traces.add(copy((int) (number % size)));
    }
    return traces;
  }

  /** The trace of this hash; null when there is none. */
  Spread find(Hash256 id) {
    int slot = ids.find(id);
    return slot < 0 ? null : copy(slot);
  }

  private Spread copy(int slot) {
    long[] chunk = chunks[slot / CHUNK];
    int at = slot % CHUNK * FIELDS;
    return new Spread(
        item,
        ids.at(slot),
        chunk[at],
        Arrays.copyOfRange(chunk, at + 1, at + 1 + STEPS),
        Arrays.copyOfRange(chunk, at + 1 + STEPS, at + FIELDS));
  }

  /** Times until 2 to the power of {@code step} peers were told, of all transactions so far. */
  Durations.Copy toAnnounced(int step) {
    return announced[step].copy();
  }

  /** Times until 2 to the power of {@code step} peers asked, of all transactions so far. */
  Durations.Copy toRequested(int step) {
    return requested[step].copy();
  }
}
