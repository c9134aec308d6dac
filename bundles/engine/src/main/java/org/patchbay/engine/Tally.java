package org.patchbay.engine;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
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

  /** What was counted so far, as a value that is put together when it is first read. */
  Map<String, MessageCount> counts(MessageKinds names) {
    String[] commands = new String[size];
    for (int i = 0; i < size; i++) {
      commands[i] = names.at(kinds[i] & 0xff).command();
    }
    return new Counts(commands, Arrays.copyOf(values, FIELDS * size));
  }

  /**
   * Counts of one moment. Immutable: two readers at once put the same together. Views of thousands
   * of peers are made at a time, and few readers look at this part.
   */
  private static final class Counts extends AbstractMap<String, MessageCount> {
    private final String[] commands;
    private final long[] values;
    private Map<String, MessageCount> map;

    Counts(String[] commands, long[] values) {
      this.commands = commands;
      this.values = values;
    }

    @Override
    public Set<Map.Entry<String, MessageCount>> entrySet() {
      return map().entrySet();
    }

    @Override
    public MessageCount get(Object command) {
      return map().get(command);
    }

    @Override
    public boolean containsKey(Object command) {
      return map().containsKey(command);
    }

    private Map<String, MessageCount> map() {
      Map<String, MessageCount> made = map;
      if (made == null) {
        Map<String, MessageCount> counts = new TreeMap<>();
        for (int i = 0; i < commands.length; i++) {
          int at = FIELDS * i;
          counts.put(commands[i], new MessageCount(values[at], values[at + 1], values[at + 2]));
        }
        made = Collections.unmodifiableMap(counts);
        map = made;
      }
      return made;
    }
  }
}
