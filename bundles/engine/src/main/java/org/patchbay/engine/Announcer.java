package org.patchbay.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.patchbay.api.mempool.Mempool;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.relay.Offer;
import org.patchbay.api.relay.Relay;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.message.Inv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The announce groups: what waits in each, and when it is told (protocol-facts §13.1). Confined to
 * the node loop.
 *
 * <p>Rule: a group whose queue was empty is given its time at the end of the turn in which
 * something is offered, not in the call that offers it, which may come from a handler. A policy is
 * asked before anything is changed, so that a step can be run again without it. A wait of 0 is over
 * in the same turn.
 *
 * <p>Attack: with a delay for each inbound peer, whoever holds many connections would take the
 * smallest of many delays and see where a transaction came from.
 */
final class Announcer implements Relay {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final long MOST_DELAY = 600_000_000_000L;

  /** A group whose policy tells it of nothing is asked again only after this time. */
  private static final long STALLED = 100_000_000;

  private final World world;
  private final Policies policies;
  private final KnownIndex index;
  private final Telling telling;
  private final BlockSpread blocks;
  private final Map<Group.Key, Group> groups = new HashMap<>();
  private final ArrayDeque<Group> marked = new ArrayDeque<>();
  private long sequence;

  Announcer(World world, Policies policies, Outboxes outboxes) {
    this.world = world;
    this.policies = policies;
    this.index = new KnownIndex(world.loop.random());
    this.telling = new Telling(world, outboxes, index);
    this.blocks = new BlockSpread(world);
  }

  @Override
  public void offer(Mempool.Entry entry) {
    KnownItem item = index.pin(entry.transaction().txid(), entry.transaction().wtxid());
    if (item.offered != null) {
      return;
    }
    Offered offer = new Offered(item, entry, ++sequence, world.now());
    item.offered = offer;
    item.unsettle();
    world.observers.spread(Observer.Item.TRANSACTION, item.id, Observer.Step.ACCEPTED, -1, 0);
    for (Group group : groups.values()) {
      group.add(offer, index.offered());
      mark(group);
    }
    offer.settle();
  }

  @Override
  public void withdraw(Hash256 wtxid) {
    KnownItem item = index.find(wtxid);
    if (item != null && item.offered != null && item.id.equals(wtxid)) {
      index.unpin(item);
    }
  }

  @Override
  public void block(Hash256 block) {
    blocks.accepted(block);
  }

  BlockSpread blocks() {
    return blocks;
  }

  KnownIndex index() {
    return index;
  }

  /** A peer takes part from now on. */
  Hearer begin(Peer peer, boolean byWtxid) {
    Group group =
        groups.computeIfAbsent(
            Group.Key.of(peer), key -> new Group(key, world, index.hearers, sequence > 0));
    Hearer hearer = new Hearer(peer, group, index.hearers.freeSlot(), sequence);
    hearer.byWtxid = byWtxid;
    index.hearers.add(hearer);
    group.join(hearer);
    peer.hearer = hearer;
    if (group.fresh) {
      mark(group);
    }
    return hearer;
  }

  /** A peer takes part no more. */
  void end(Hearer hearer) {
    Group group = hearer.group;
    group.leave(hearer);
    index.leave(hearer);
    hearer.peer.hearer = null;
    if (group.empty()) {
      groups.remove(group.key);
      group.disband();
      if (group.timer != null) {
        group.timer.cancel();
      }
    }
  }

  /** It asks for everything that is offered. */
  void everything(Hearer hearer) {
    if (!hearer.everything) {
      hearer.everything = true;
      hearer.group.everything++;
      mark(hearer.group);
    }
  }

  /** It asked for something and gets it. */
  void requested(Hearer hearer, KnownItem item) {
    if (item.asked(hearer.slot)) {
      item.requested++;
      world.observers.spread(
          Observer.Item.TRANSACTION,
          item.id,
          Observer.Step.REQUESTED,
          item.requested - 1,
          item.requested);
    }
  }

  private void mark(Group group) {
    if (group.timer == null && !group.marked) {
      group.marked = true;
      marked.add(group);
      world.turn.run();
    }
  }

  /** Whether a group waits for the end of a turn. */
  boolean waiting() {
    return !marked.isEmpty();
  }

  /** The end of a turn: gives their times to those who wait for one, and tells whose has come. */
  void turn() {
    for (int left = marked.size(); left > 0; left--) {
      Group group = marked.peek();
      try {
        time(group);
      } catch (RuntimeException bug) {
        // The group must not stand in the way of all others.
        LOG.error("group {} was not told", group.key, bug);
      }
      marked.remove();
      group.marked = false;
      group.due = false;
      if (group.timer == null && !group.empty() && group.waiting()) {
        mark(group);
      }
    }
  }

  private void time(Group group) {
    if (group.empty() || !group.waiting()) {
      return;
    }
    if (!group.due) {
      long wanted = policies.delay(group, world.loop.random());
      long delay = Math.max(group.stalled ? STALLED : 0, Math.min(MOST_DELAY, wanted));
      if (delay > 0) {
        group.timer = world.loop.after(Duration.ofNanos(delay), () -> due(group));
        return;
      }
      group.due = true;
    }
    tell(group);
  }

  private void due(Group group) {
    if (group.empty()) {
      return;
    }
    group.timer = null;
    tell(group);
    if (group.waiting()) {
      mark(group);
    }
  }

  private void tell(Group group) {
    List<Offer> queue = group.queue();
    List<Offer> answer = queue.isEmpty() ? List.of() : policies.batch(group, queue);
    BitSet places = new BitSet();
    List<Offered> batch = new ArrayList<>(answer.size());
    int outside = 0;
    for (Offer each : answer) {
      int place = group.placeOf(each);
      if (place < 0 || places.get(place)) {
        outside++;
      } else if (batch.size() < Inv.MAX_ENTRIES) {
        places.set(place);
        batch.add(group.at(place));
      }
    }
    if (outside > 0) {
      // Once for the whole answer: whoever comes into force after it did not give it.
      policies.relay.breach(
          "told of what is not, or was, in the queue (" + outside + " of " + answer.size() + ")");
    }
    group.stalled = batch.isEmpty() && !queue.isEmpty();
    group.told = sequence;
    group.fresh = false;
    telling.everything(group);
    telling.tell(group, batch);
    group.take(places);
  }
}
