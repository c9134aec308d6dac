package org.patchbay.launcher;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * A heap that stays full. Confined to one thread.
 *
 * <p>One call that finds no memory is no reason to end: a policy that ate it is benched, and the
 * node goes on. A heap that is full after every collection serves nobody any more, and a service
 * manager starts the node again only once it has ended.
 */
final class Exhaustion {
  /** Looks in a row that find the heap full. */
  static final int LOOKS = 30;

  private static final int FULL_PERCENT = 97;

  private static final List<MemoryPoolMXBean> POOLS =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
          .toList();

  private int full;

  /** Bytes of the heap that were in use after the last collections. */
  static long used() {
    long used = 0;
    for (MemoryPoolMXBean pool : POOLS) {
      MemoryUsage usage = pool.getCollectionUsage();
      used += usage == null ? 0 : usage.getUsed();
    }
    return used;
  }

  /**
   * Takes what was seen now; answers whether it was full for too long.
   *
   * @param used bytes in use after the last collection
   * @param most bytes that the heap may have
   */
  boolean seen(long used, long most) {
    full = used > most / 100 * FULL_PERCENT ? full + 1 : 0;
    return full >= LOOKS;
  }

  /** Looks once a second; ends the process with that exit code when the heap stays full. */
  static void watch(int exit) {
    Thread thread = new Thread(() -> watchUntil(exit), "memory");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watchUntil(int exit) {
    Exhaustion exhaustion = new Exhaustion();
    try {
      boolean over = false;
      while (!over) {
        Thread.sleep(1_000);
        over = full(exhaustion);
      }
      sayLast();
      Runtime.getRuntime().halt(exit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody wants it watched any more.
    }
  }

  /** On the terminal, as far as there is memory for it. */
  private static void sayLast() {
    try {
      System.err.println("patchbay: the heap stays full; see policy:list and PATCHBAY_HEAP");
    } catch (OutOfMemoryError none) {
      System.err.write('!');
    }
  }

  /** A look that finds no memory for itself has found the heap full. */
  private static boolean full(Exhaustion exhaustion) {
    long most = Runtime.getRuntime().maxMemory();
    try {
      return exhaustion.seen(used(), most);
    } catch (OutOfMemoryError none) {
      return exhaustion.seen(most, most);
    }
  }
}
