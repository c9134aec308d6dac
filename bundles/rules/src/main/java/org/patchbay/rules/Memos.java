package org.patchbay.rules;

import java.util.HashMap;
import java.util.Map;

/**
 * The memos of those whom one question was about, in its order, for the next question. Not
 * thread-safe.
 *
 * <p>Whoever is asked about again mostly stands where he stood, or one place before it where
 * somebody in front of him has gone: he is found without a search. Otherwise he is searched for.
 */
final class Memos {
  private static final Memo[] NONE = {};

  private long[] ids = {};
  private Memo[] memos = NONE;
  private int count;
  private long[] idsBefore = {};
  private Memo[] before = NONE;
  private int countBefore;
  private int place;

  /** The rest of the last question by number, made where somebody was not found in his place. */
  private Map<Long, Memo> search;

  /** Another question begins: what the last one kept is what is known. */
  void begin(int size) {
    idsBefore = ids;
    before = memos;
    countBefore = count;
    ids = new long[size];
    memos = new Memo[size];
    count = 0;
    place = 0;
    search = null;
  }

  /** What is remembered of somebody; null for nothing. */
  Memo of(long id) {
    for (int at = place; at < countBefore && at <= place + 1; at++) {
      if (idsBefore[at] == id) {
        place = at + 1;
        return before[at];
      }
    }
    if (search == null) {
      search = new HashMap<>();
      for (int at = 0; at < countBefore; at++) {
        search.put(idsBefore[at], before[at]);
      }
    }
    return search.get(id);
  }

  /** Remembers somebody for the next question. */
  void keep(long id, Memo memo) {
    ids[count] = id;
    memos[count] = memo;
    count++;
  }
}
