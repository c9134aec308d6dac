package org.patchbay.engine;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.patchbay.api.peer.PeerView.MessageCount;

/**
 * Messages, bytes and time per kind of message, in two small arrays that grow with the kinds used.
 * Confined to the node loop.
 */
final class Tally {
  private static final int FIELDS = 3;

  private byte[] kinds = {};
  private long[] values = {};
  private int size;
  private int last;

  void add(MessageKind kind, int messages, long bytes, long nanos) {
    int place = FIELDS * place(kind.index);
    values[place] += messages;
    values[place + 1] += bytes;
    values[place + 2] += nanos;
  }

  void addAll(Tally other) {
    for (int i = 0; i < other.size; i++) {
      int place = FIELDS * place(other.kinds[i] & 0xff);
      for (int field = 0; field < FIELDS; field++) {
        values[place + field] += other.values[FIELDS * i + field];
      }
    }
  }

  private int place(int index) {
    if (last < size && (kinds[last] & 0xff) == index) {
      return last;
    }
    int place = 0;
    while (place < size && (kinds[place] & 0xff) != index) {
      place++;
    }
    if (place == size) {
      if (size == kinds.length) {
        kinds = Arrays.copyOf(kinds, size + 4);
        values = Arrays.copyOf(values, FIELDS * kinds.length);
      }
      kinds[size++] = (byte) index;
    }
    last = place;
    return place;
  }

  Map<String, MessageCount> counts(MessageKinds names) {
    Map<String, MessageCount> counts = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      counts.put(
          names.at(kinds[i] & 0xff).command(),
          new MessageCount(values[FIELDS * i], values[FIELDS * i + 1], values[FIELDS * i + 2]));
    }
    return Map.copyOf(counts);
  }
}
