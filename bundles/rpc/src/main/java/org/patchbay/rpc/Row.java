package org.patchbay.rpc;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * An object to be written: its fields in the order in which they were added, each name once. Of
 * thousands in one answer a {@link java.util.LinkedHashMap} each is most of what the garbage
 * collector has to do. Not thread-safe.
 */
final class Row extends AbstractMap<String, Object> {
  private Object[] pairs;
  private int end;

  /** With room for so many fields, which grows. */
  Row(int fields) {
    pairs = new Object[2 * fields];
  }

  /** Adds a field whose name is new. */
  void add(String name, Object value) {
    if (end == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.max(8, 2 * end));
    }
    pairs[end] = name;
    pairs[end + 1] = value;
    end += 2;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
    @Override
    public int size() {
      return end / 2;
    }

    @Override
    public Iterator<Map.Entry<String, Object>> iterator() {
      return new Iterator<>() {
        private int at;

        @Override
        public boolean hasNext() {
          return at < end;
        }

        @Override
        public Map.Entry<String, Object> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          at += 2;
          return new SimpleImmutableEntry<>((String) pairs[at - 2], pairs[at - 1]);
        }
      };
    }
  }
}
