package org.patchbay.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What the calls of one policy allocate. Confined to the thread that asks it.
 *
 * <p>Rule: one call may allocate a sixteenth of the heap, and 64 MB at most. All calls together may
 * allocate what they like while collections free it; while the heap stays nearly full after a
 * collection, they may allocate a thirty-second part of it, where calls below a kilobyte do not
 * count: somebody else may have filled the heap, and whoever is asked often is not to blame.
 *
 * <p>Reason: a policy that keeps a little of each call eats the heap as surely as one that takes it
 * at once. What it keeps in its own fields is free only when its bundle goes, so that it has to be
 * stopped while there is room for the node.
 */
final class Appetite {
  private static final long HEAP = Runtime.getRuntime().maxMemory();

  /** Bytes of one call. */
  static final long ONE_CALL = Math.min(64L << 20, HEAP / 16);

  /** Bytes of all calls while the heap is nearly full. */
  static final long WHILE_FULL = Math.min(64L << 20, HEAP / 32);

  /** Between two looks at the heap. */
  private static final long STEP = WHILE_FULL / 4;

  private static final int FULL_PERCENT = 85;

  /** Bytes of a call that nobody minds. */
  private static final long CRUMBS = 1_024;

  private static final List<MemoryPoolMXBean> POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
          .toList();

  private final BooleanSupplier nearlyFull;
  private long unseen;
  private long whileFull;

  Appetite() {
    this(Appetite::heapNearlyFull);
  }

  /** An appetite that is watched by another look at the heap. */
  Appetite(BooleanSupplier nearlyFull) {
    this.nearlyFull = nearlyFull;
  }

  private static boolean heapNearlyFull() {
    long used = 0;
    for (MemoryPoolMXBean pool : POOLS) {
      MemoryUsage usage = pool.getCollectionUsage();
      used += usage == null ? 0 : usage.getUsed();
    }
    return used > HEAP / 100 * FULL_PERCENT;
  }

  /** Whether one call allocated too much. */
  static boolean greedy(long bytes) {
    return bytes > ONE_CALL;
  }

  /**
   * A call allocated something.
   *
   * @param times how many calls it stands for
   * @return whether all of them are too much for a heap that is nearly full
   */
  boolean ate(long bytes, int times) {
    unseen += bytes < CRUMBS ? 0 : bytes * times;
    if (unseen < STEP) {
      return false;
    }
    whileFull = nearlyFull.getAsBoolean() ? whileFull + unseen : 0;
    unseen = 0;
    return whileFull > WHILE_FULL;
  }

  /** What one call did, for people. */
  static String greed(long bytes) {
    return "allocated %d MB in one call (max %d)".formatted(bytes >> 20, ONE_CALL >> 20);
  }

  /** What all calls did, for people. */
  String hunger() {
    return ("allocated %d MB while the heap was nearly full; what it keeps is free once its jar is"
            + " removed")
        .formatted(whileFull >> 20);
  }
}
