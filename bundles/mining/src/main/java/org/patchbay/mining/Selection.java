package org.patchbay.mining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.TxIn;

/**
 * Chooses what of the pool a block takes. Used once.
 *
 * <p>Rule: always the transaction that pays best together with those it stands on which are not
 * taken yet, and those before it. What does not fit is passed over; what stands on it may still fit
 * in another company. Why: a child pays for its parents, and nothing is taken without them.
 */
final class Selection {
  /** Weight of a block, and what is reserved of it for header, count and coinbase. */
  static final int MAX_WEIGHT = 4_000_000;

  static final int RESERVED_WEIGHT = 8_000;
  static final int MAX_SIGOPS = 80_000;
  static final int RESERVED_SIGOPS = 400;

  /** Satoshi for 1,000 virtual bytes below which nothing is taken. */
  private static final long LEAST_RATE = 1;

  private static final int MOST_FAILURES = 1000;
  private static final int NEARLY_FULL = 4_000;

  private final Map<Hash256, Item> items = new HashMap<>();
  private final PriorityQueue<Offer> offers = new PriorityQueue<>(Selection::better);
  private final List<Mempool.Entry> taken = new ArrayList<>();
  private int weight = RESERVED_WEIGHT;
  private int sigops = RESERVED_SIGOPS;

  private static final class Item {
    final Mempool.Entry entry;
    final int order;
    final List<Item> parents = new ArrayList<>(1);
    final List<Item> children = new ArrayList<>(1);
    boolean taken;
    int version;

    Item(Mempool.Entry entry, int order) {
      this.entry = entry;
      this.order = order;
    }
  }

  /** An item with what it stands on and is not taken, as it was when it was offered. */
  private record Offer(Item item, int version, long fee, int weight, int sigops) {}

  private Selection(List<Mempool.Entry> pool) {
    for (Mempool.Entry entry : pool) {
      items.put(entry.transaction().txid(), new Item(entry, items.size()));
    }
    for (Item item : items.values()) {
      for (TxIn input : item.entry.transaction().inputs()) {
        Item parent = items.get(input.previous().txid());
        if (parent != null && !item.parents.contains(parent)) {
          item.parents.add(parent);
          parent.children.add(item);
        }
      }
    }
  }

  /**
   * What a block takes, parents before children.
   *
   * @param pool parents before children
   */
  static List<Mempool.Entry> of(List<Mempool.Entry> pool) {
    Selection selection = new Selection(pool);
    selection.run();
    return selection.taken;
  }

  /** By fee for weight, without division; of equals what came first. */
  private static int better(Offer a, Offer b) {
    int order = Long.compareUnsigned(b.fee * (long) a.weight, a.fee * (long) b.weight);
    return order != 0 ? order : Integer.compare(a.item.order, b.item.order);
  }

  private void run() {
    items.values().forEach(this::offer);
    int failures = 0;
    Offer best = offers.poll();
    while (best != null && failures <= MOST_FAILURES) {
      if (!best.item.taken && best.version == best.item.version) {
        if (1000 * best.fee < LEAST_RATE * ((best.weight + 3) / 4)) {
          return;
        }
        if (fits(best)) {
          take(best.item);
          failures = 0;
        } else if (weight > MAX_WEIGHT - NEARLY_FULL) {
          failures++;
        }
      }
      best = offers.poll();
    }
  }

  private boolean fits(Offer offer) {
    return weight + offer.weight < MAX_WEIGHT && sigops + offer.sigops < MAX_SIGOPS;
  }

  private void take(Item item) {
    List<Item> all = new ArrayList<>(missing(item));
    all.sort(Comparator.comparingInt(each -> each.order));
    Set<Item> touched = new LinkedHashSet<>();
    for (Item each : all) {
      each.taken = true;
      taken.add(each.entry);
      weight += each.entry.transaction().weight();
      sigops += each.entry.sigopCost();
    }
    all.forEach(each -> descend(each, touched));
    touched.forEach(
        each -> {
          each.version++;
          offer(each);
        });
  }

  private void descend(Item item, Set<Item> found) {
    for (Item child : item.children) {
      if (!child.taken && found.add(child)) {
        descend(child, found);
      }
    }
  }

  private void offer(Item item) {
    long fee = 0;
    int heavy = 0;
    int signed = 0;
    for (Item each : missing(item)) {
      fee += each.entry.fee();
      heavy += each.entry.transaction().weight();
      signed += each.entry.sigopCost();
    }
    offers.add(new Offer(item, item.version, fee, heavy, signed));
  }

  /** An item and what it stands on, as far as it is not taken. */
  private static Set<Item> missing(Item item) {
    Set<Item> found = new LinkedHashSet<>();
    found.add(item);
    List<Item> next = new ArrayList<>(List.of(item));
    for (int i = 0; i < next.size(); i++) {
      for (Item parent : next.get(i).parents) {
        if (!parent.taken && found.add(parent)) {
          next.add(parent);
        }
      }
    }
    return found;
  }
}
