package org.patchbay.engine;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.SipHash;

/**
 * Hashes that were announced and never offered, each on the account of the peer that said it first
 * and with a bit for each other one that said it. Confined to the node loop.
 *
 * <p>Rule: 5,000 for each peer and 50,000 for all; beyond it the oldest of the largest accounts
 * goes.
 *
 * <p>A million of them a second come and go under a flood, and each stays just long enough to
 * outlive the collector's first look: as objects they made the node stand still for a third of the
 * time. So they are numbers in a few arrays, found by open addressing at places that come from a
 * secret hash, since strangers choose the hashes.
 */
final class Rumours {
  static final int PER_ANNOUNCER = 5_000;
  static final int MOST = 50_000;

  private static final int NONE = -1;
  private static final int LEAST = 256;
  private static final int WORDS = 4;
  private static final long ENTRY = 0xFFFF_FFFFL;

  /** The hashes on one peer's account, the oldest first. */
  static final class Account {
    private int oldest = NONE;
    private int newest = NONE;
    private int size;
  }

  private final HearerTable hearers;
  private final long k0;
  private final long k1;

  // By entry.
  private long[] hashes = {};
  private int[] mixed = {};
  private int[] announcer = {};
  private int[] older = {};
  private int[] newer = {};
  private long[][] others = {};

  /** By place: the upper half of the mixed hash, and an entry plus one; 0 for none. */
  private long[] table = new long[1];

  private int size;
  private int used;
  private int free = NONE;
  private int hand;

  Rumours(HearerTable hearers, RandomGenerator random) {
    this.hearers = hearers;
    k0 = random.nextLong();
    k1 = random.nextLong();
  }

  int size() {
    return size;
  }

  /** A peer said a hash that is not offered. */
  void say(Hearer hearer, Hash256 id) {
    int entry = find(id);
    if (entry == NONE) {
      makeRoom(hearer);
      add(hearer, id);
    } else if (announcer[entry] != hearer.slot) {
      int word = hearer.slot >> 6;
      long[] bits = others[entry];
      if (bits == null || word >= bits.length) {
        int length = Math.max(word + 1, hearers.words());
        bits = bits == null ? new long[length] : Arrays.copyOf(bits, length);
        others[entry] = bits;
      }
      bits[word] |= 1L << hearer.slot;
    }
  }

  boolean said(Hearer hearer, Hash256 id) {
    int entry = find(id);
    return entry != NONE
        && (announcer[entry] == hearer.slot
            || (word(entry, hearer.slot >> 6) >> hearer.slot & 1) != 0);
  }

  /** It is a rumour no more: who said it is set in an item. */
  void settle(Hash256 id, KnownItem item) {
    int entry = find(id);
    if (entry == NONE) {
      return;
    }
    int words = hearers.words();
    item.add(announcer[entry], words);
    for (int i = 0; others[entry] != null && i < others[entry].length; i++) {
      item.add(i, others[entry][i], words);
    }
    forget(entry, hearers.at(announcer[entry]).rumours);
  }

  /** A peer is told no more: its hashes go on the account of another that said them, or go. */
  void leave(Hearer hearer) {
    Account account = hearer.rumours;
    while (account.size > 0) {
      int entry = account.oldest;
      Hearer heir = anyOther(entry);
      if (heir == null || heir.rumours.size >= PER_ANNOUNCER) {
        forget(entry, account);
      } else {
        remove(account, entry);
        others[entry][heir.slot >> 6] &= ~(1L << heir.slot);
        append(heir, entry);
      }
    }
  }

  /** Clears the bits of slots that nobody holds any more. */
  void clear(long[] freed) {
    for (long[] bits : others) {
      for (int i = 0; bits != null && i < Math.min(bits.length, freed.length); i++) {
        bits[i] &= ~freed[i];
      }
    }
  }

  private void makeRoom(Hearer newcomer) {
    if (newcomer.rumours.size >= PER_ANNOUNCER) {
      forget(newcomer.rumours.oldest, newcomer.rumours);
    } else if (size >= MOST) {
      int share = MOST / Math.max(1, hearers.size());
      Hearer victim = newcomer.rumours.size >= Math.max(1, share) ? newcomer : greedy(share);
      forget(victim.rumours.oldest, victim.rumours);
    }
  }

  /** The next one with more than its share: there is one, since all shares together are taken. */
  private Hearer greedy(int share) {
    while (true) {
      hand = hand < hearers.high() ? hand : 0;
      Hearer hearer = hearers.at(hand);
      if (hearer != null && hearer.rumours.size > share) {
        return hearer;
      }
      hand++;
    }
  }

  private Hearer anyOther(int entry) {
    for (int i = 0; others[entry] != null && i < others[entry].length; i++) {
      for (long word = others[entry][i]; word != 0; word &= word - 1) {
        Hearer hearer = hearers.at((i << 6) + Long.numberOfTrailingZeros(word));
        if (hearer != null) {
          return hearer;
        }
      }
    }
    return null;
  }

  private long word(int entry, int index) {
    long[] bits = others[entry];
    return bits == null || index >= bits.length ? 0 : bits[index];
  }

  // Accounts.

  private void append(Hearer hearer, int entry) {
    Account account = hearer.rumours;
    announcer[entry] = hearer.slot;
    older[entry] = account.newest;
    newer[entry] = NONE;
    if (account.newest == NONE) {
      account.oldest = entry;
    } else {
      newer[account.newest] = entry;
    }
    account.newest = entry;
    account.size++;
  }

  private void remove(Account account, int entry) {
    if (older[entry] == NONE) {
      account.oldest = newer[entry];
    } else {
      newer[older[entry]] = newer[entry];
    }
    if (newer[entry] == NONE) {
      account.newest = older[entry];
    } else {
      older[newer[entry]] = older[entry];
    }
    account.size--;
  }

  // Entries.

  private void add(Hearer hearer, Hash256 id) {
    int entry = free;
    if (entry != NONE) {
      free = newer[entry];
    } else {
      if (used == announcer.length) {
        grow();
      }
      entry = used++;
    }
    for (int i = 0; i < WORDS; i++) {
      hashes[WORDS * entry + i] = id.longAt(i);
    }
    mixed[entry] = mix(id);
    append(hearer, entry);
    insert(entry);
    size++;
  }

  private void forget(int entry, Account account) {
    remove(account, entry);
    close(placeOf(entry));
    others[entry] = null;
    newer[entry] = free;
    free = entry;
    size--;
  }

  private void grow() {
    int entries = Math.min(MOST, Math.max(LEAST, 2 * announcer.length));
    hashes = Arrays.copyOf(hashes, WORDS * entries);
    mixed = Arrays.copyOf(mixed, entries);
    announcer = Arrays.copyOf(announcer, entries);
    older = Arrays.copyOf(older, entries);
    newer = Arrays.copyOf(newer, entries);
    others = Arrays.copyOf(others, entries);
    long[] before = table;
    table = new long[4 * Integer.highestOneBit(entries - 1)];
    for (long slot : before) {
      if (slot != 0) {
        insert((int) (slot & ENTRY) - 1);
      }
    }
  }

  // Places.

  private int mix(Hash256 id) {
    return (int) SipHash.hash(k0, k1, id);
  }

  private int find(Hash256 id) {
    int sought = mix(id);
    int mask = table.length - 1;
    for (int at = sought & mask; table[at] != 0; at = at + 1 & mask) {
      int entry = (int) (table[at] & ENTRY) - 1;
      if ((int) (table[at] >>> 32) == sought && is(entry, id)) {
        return entry;
      }
    }
    return NONE;
  }

  private boolean is(int entry, Hash256 id) {
    int at = WORDS * entry;
    return hashes[at] == id.longAt(0)
        && hashes[at + 1] == id.longAt(1)
        && hashes[at + 2] == id.longAt(2)
        && hashes[at + 3] == id.longAt(3);
  }

  private int placeOf(int entry) {
    int mask = table.length - 1;
    int at = mixed[entry] & mask;
    while ((table[at] & ENTRY) != entry + 1) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void insert(int entry) {
    int mask = table.length - 1;
    int at = mixed[entry] & mask;
    while (table[at] != 0) {
      at = at + 1 & mask;
    }
    table[at] = (long) mixed[entry] << 32 | entry + 1;
  }

  /** Moves back what stood behind a gap, so that every search still ends where it should. */
  private void close(int gap) {
    int mask = table.length - 1;
    int hole = gap;
    for (int at = gap + 1 & mask; table[at] != 0; at = at + 1 & mask) {
      int home = (int) (table[at] >>> 32) & mask;
      if ((at - home & mask) >= (at - hole & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = 0;
  }
}
