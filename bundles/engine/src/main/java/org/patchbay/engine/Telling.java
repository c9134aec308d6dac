package org.patchbay.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.patchbay.api.observe.Observer;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.message.Inv;

/**
 * Tells the peers of a group of offers: one inv for each peer, without what it knows, what is below
 * its fee filter, what its Bloom filter leaves out and what was offered before it took part.
 * Confined to the node loop.
 *
 * <p>Peers are looked at 64 at a time, a word of bits for each offer: those who know none of the
 * offers are sent one and the same message, so that a batch costs a peer little more than sending.
 */
final class Telling {
  private static final Comparator<Offered> PARENTS_FIRST =
      Comparator.comparingInt(Offered::ancestors).thenComparingLong(each -> each.sequence);

  private final World world;
  private final Outboxes outboxes;
  private final KnownIndex index;
  private final List<Hearer> apart = new ArrayList<>();

  Telling(World world, Outboxes outboxes, KnownIndex index) {
    this.world = world;
    this.outboxes = outboxes;
    this.index = index;
  }

  /** Tells a group of a batch, 50,000 at most, in its order. */
  void tell(Group group, List<Offered> batch) {
    if (batch.isEmpty()) {
      return;
    }
    long rate = Long.MAX_VALUE;
    long oldest = Long.MAX_VALUE;
    for (Offered offer : batch) {
      rate = Math.min(rate, offer.rate);
      oldest = Math.min(oldest, offer.sequence);
    }
    Inv byWtxid = null;
    Inv byTxid = null;
    for (int word = 0; word < group.words(); word++) {
      long alike = 0;
      long known = known(batch, word);
      for (long rest = group.members(word); rest != 0; rest &= rest - 1) {
        Hearer hearer = index.hearers.at((word << 6) + Long.numberOfTrailingZeros(rest));
        if (!hearer.listens()) {
          continue;
        }
        if ((known >> hearer.slot & 1) != 0
            || hearer.feeFilter > rate
            || hearer.since >= oldest
            || hearer.peer.filter != null) {
          apart.add(hearer);
          continue;
        }
        alike |= 1L << hearer.slot;
        if (hearer.byWtxid) {
          byWtxid = byWtxid == null ? inv(batch, true) : byWtxid;
        } else {
          byTxid = byTxid == null ? inv(batch, false) : byTxid;
        }
        outboxes.send(hearer.peer, hearer.byWtxid ? byWtxid : byTxid);
      }
      mark(batch, word, alike);
      apart.forEach(each -> tellApart(each, batch));
      apart.clear();
    }
  }

  private static long known(List<Offered> batch, int word) {
    long known = 0;
    for (int i = 0; i < batch.size(); i++) {
      known |= batch.get(i).item.word(word);
    }
    return known;
  }

  private void mark(List<Offered> batch, int word, long alike) {
    int count = Long.bitCount(alike);
    if (count > 0) {
      int words = index.hearers.words();
      for (int i = 0; i < batch.size(); i++) {
        KnownItem item = batch.get(i).item;
        item.add(word, alike, words);
        told(item, count);
      }
    }
  }

  private void tellApart(Hearer hearer, List<Offered> batch) {
    List<Inventory> wanted = new ArrayList<>();
    for (Offered offer : batch) {
      if (!offer.item.has(hearer.slot) && hearer.wants(offer)) {
        tellOf(hearer, offer, wanted);
      }
    }
    send(hearer, wanted);
  }

  /**
   * Tells those of a group who asked for everything that is offered (BIP35), known to them or not,
   * parents first.
   */
  void everything(Group group) {
    if (group.everything == 0) {
      return;
    }
    for (Peer peer : group.peers()) {
      Hearer hearer = peer.hearer;
      if (!hearer.everything || !hearer.listens()) {
        continue;
      }
      hearer.everything = false;
      group.everything--;
      List<Offered> all = new ArrayList<>(index.offered());
      for (KnownItem item = index.firstOffered(); item != null; item = item.after) {
        if (hearer.feeFilter <= item.offered.rate) {
          all.add(item.offered);
        }
      }
      all.sort(PARENTS_FIRST);
      all.removeIf(offer -> !hearer.passes(offer)); // in this order: what spends a match is one
      for (int from = 0; from < all.size(); from += Inv.MAX_ENTRIES) {
        List<Inventory> part = new ArrayList<>();
        for (Offered offer : all.subList(from, Math.min(all.size(), from + Inv.MAX_ENTRIES))) {
          tellOf(hearer, offer, part);
        }
        send(hearer, part);
      }
    }
  }

  private void tellOf(Hearer hearer, Offered offer, List<Inventory> message) {
    message.add(offer.named(hearer.byWtxid));
    if (!offer.item.settled() && !offer.item.has(hearer.slot)) {
      offer.item.add(hearer.slot, index.hearers.words());
      told(offer.item, 1);
    }
  }

  private void send(Hearer hearer, List<Inventory> items) {
    if (!items.isEmpty()) {
      outboxes.send(hearer.peer, new Inv(items));
    }
  }

  private static Inv inv(List<Offered> batch, boolean byWtxid) {
    List<Inventory> items = new ArrayList<>(batch.size());
    for (Offered offer : batch) {
      items.add(offer.named(byWtxid));
    }
    return new Inv(items);
  }

  private void told(KnownItem item, int peers) {
    int before = item.announced;
    item.announced += peers;
    world.observers.spread(
        Observer.Item.TRANSACTION, item.id, Observer.Step.ANNOUNCED, before, item.announced);
  }
}
