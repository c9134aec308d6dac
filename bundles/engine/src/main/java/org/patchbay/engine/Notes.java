package org.patchbay.engine;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import org.patchbay.api.fact.Fact;

/**
 * The last lines about a peer, for people. Confined to the node loop.
 *
 * <p>Facts become lines when somebody looks: a peer may state hundreds of thousands a second.
 */
final class Notes {
  private static final int KEPT = 8;
  private static final Object[] NONE = {};

  /** Facts and lines in a ring. */
  private Object[] kept = NONE;

  private int size;
  private int next;

  void learn(Fact fact) {
    if (fact instanceof Fact.Offence || fact instanceof Fact.Nuisance) {
      note(fact);
    }
  }

  /** Remembers a line, unless the last one said the same. */
  void add(String line) {
    note(line);
  }

  private void note(Object news) {
    if (size > 0 && same(news, kept[(next + KEPT - 1) % KEPT])) {
      return;
    }
    if (size == 0) {
      kept = new Object[KEPT];
    }
    kept[next] = news;
    next = (next + 1) % KEPT;
    size = Math.min(KEPT, size + 1);
  }

  private static boolean same(Object news, Object last) {
    return news instanceof Fact.Nuisance one && last instanceof Fact.Nuisance other
        ? one.kind() == other.kind() && one.detail().equals(other.detail())
        : line(news).equals(line(last));
  }

  /** The oldest first. Immutable: what is said of a peer is put in words when it is read. */
  List<String> lines() {
    Object[] notes = new Object[size];
    for (int i = 0; i < size; i++) {
      notes[i] = kept[(next + KEPT - size + i) % KEPT];
    }
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return line(notes[index]);
      }

      @Override
      public int size() {
        return notes.length;
      }
    };
  }

  private static String line(Object note) {
    if (note instanceof Fact.Offence offence) {
      return "offence " + label(offence.kind()) + ": " + offence.detail();
    }
    if (note instanceof Fact.Nuisance nuisance) {
      return label(nuisance.kind()) + ": " + nuisance.detail();
    }
    return (String) note;
  }

  private static String label(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
