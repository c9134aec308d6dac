package org.patchbay.chain;

import org.patchbay.wire.UInt256;

/**
 * The chain that new headers continue, at its growing end. Confined to the chain lane.
 *
 * <p>It carries along what the rules ask of every header, so that a header costs no walk back: the
 * last eleven times, and the bits on which a minimum-difficulty chain goes on.
 */
final class Branch implements Ancestry {
  private static final int WINDOW = 11;

  private final Index index;
  private final ChainParams params;
  private final long[] times = new long[WINDOW];
  private long latest;
  private int known;
  private int tip;
  private int height;
  private int bits;
  private UInt256 chainWork = UInt256.ZERO;
  private int realBits;

  Branch(Index index, ChainParams params) {
    this.index = index;
    this.params = params;
  }

  /** Begins anew behind a stored header. */
  void startAt(int entry) {
    Entries entries = index.entries();
    tip = entry;
    height = entries.height(entry);
    bits = entries.bits(entry);
    chainWork = entries.work(entry);
    known = Math.min(WINDOW, height + 1);
    latest = 0;
    for (int i = 0, at = entry; i < known; i++, at = entries.parent(at)) {
      times[(height - i) % WINDOW] = entries.time(at);
      latest = Math.max(latest, entries.time(at));
    }
    realBits = realBits(entry);
  }

  /** As {@link Ancestry#lastRealBits}, without naming ancestors by height. */
  private int realBits(int entry) {
    Entries entries = index.entries();
    int at = entry;
    while (params.minimumDifficulty()
        && entries.height(at) % params.interval() != 0
        && entries.bits(at) == params.limit().bits()) {
      at = entries.parent(at);
    }
    return entries.bits(at);
  }

  /** Goes on to a header that was staged on the tip. */
  void advance(int entry, long time, int newBits, UInt256 newWork) {
    tip = entry;
    chainWork = newWork;
    height++;
    bits = newBits;
    known = Math.min(WINDOW, known + 1);
    times[height % WINDOW] = time;
    latest = Math.max(latest, time);
    if (height % params.interval() == 0 || newBits != params.limit().bits()) {
      realBits = newBits;
    }
  }

  int tip() {
    return tip;
  }

  int height() {
    return height;
  }

  /** Work of the chain up to and including the tip. */
  UInt256 chainWork() {
    return chainWork;
  }

  /** Unix seconds of the tip. */
  long time() {
    return times[height % WINDOW];
  }

  int bits() {
    return bits;
  }

  /**
   * Whether a time is above the median of the last eleven: above the element at half of them, which
   * is to be above more than half. What is above the latest seen is above them all.
   */
  boolean afterMedian(long time) {
    if (time > latest) {
      return true;
    }
    int earlier = 0;
    for (int i = 0; i < known; i++) {
      earlier += times[i] < time ? 1 : 0;
    }
    return earlier > known / 2;
  }

  /** The median of the last eleven times, in unix seconds. */
  long medianTime() {
    return index.entries().medianTime(tip);
  }

  @Override
  public int bits(int at) {
    return at == height ? bits : index.entries().bits(ancestor(at));
  }

  @Override
  public long time(int at) {
    return at == height ? time() : index.entries().time(ancestor(at));
  }

  @Override
  public int lastRealBits(int from, int interval, int limitBits) {
    return from == height ? realBits : Ancestry.super.lastRealBits(from, interval, limitBits);
  }

  private int ancestor(int at) {
    Snapshot snapshot = index.snapshot();
    Entries entries = index.entries();
    int entry = tip;
    while (entries.height(entry) > at) {
      if (entry < snapshot.count() && snapshot.onBest(entry)) {
        return snapshot.best(at);
      }
      entry = entries.parent(entry);
    }
    return entry;
  }
}
