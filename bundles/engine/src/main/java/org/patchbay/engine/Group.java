package org.patchbay.engine;

import java.net.InetSocketAddress;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.relay.AnnounceGroup;
import org.patchbay.api.relay.Offer;
import org.patchbay.wire.NetworkClass;

/** Peers with one queue and one timer (protocol-facts §13.1). Confined to the node loop. */
final class Group implements AnnounceGroup {
  private static final int SLACK = 64;

  final Key key;
  private final World world;
  private final HearerTable hearers;

  /** In the order in which it was offered, some of it withdrawn meanwhile. */
  private final List<Offered> queue = new ArrayList<>();

  private final List<Offer> view = Collections.unmodifiableList(queue);
  private long[] members = {};
  private int size;

  /** Number of the last offer when the group was last told of anything. */
  long told;

  /** How many of its peers asked for everything. */
  int everything;

  /** Runs until it is told the next time; null while it does not run. */
  Cancellable timer;

  /** Whether it waits for its next time to be fixed. */
  boolean marked;

  /**
   * Whether its time has come and it is being told: a turn that is run again, because a policy did
   * not return, does not ask for another time.
   */
  boolean due;

  /**
   * Whether it has yet to wait for the first time, though nothing may be queued for it: what was
   * offered before it began is served from then on, or whoever comes anew could ask at once for
   * what we accepted a moment ago (§13.2).
   */
  boolean fresh;

  /** Whether the last batch was empty although there was a queue. */
  boolean stalled;

  /**
   * Which peers share a group.
   *
   * @param peer id of an outbound peer, which is alone; 0 otherwise
   * @param local our end of a connection to a listening address; null otherwise
   */
  record Key(Kind kind, NetworkClass network, long peer, InetSocketAddress local) {
    static Key of(Peer peer) {
      if (peer.permissions().contains(Permission.NOBAN)) {
        return new Key(Kind.TRUSTED, peer.network(), 0, null);
      }
      if (peer.type().outbound()) {
        return new Key(Kind.OUTBOUND, peer.network(), peer.id(), null);
      }
      InetSocketAddress local = peer.birth.door() == null ? null : peer.link.local();
      return new Key(Kind.INBOUND, peer.network(), 0, local);
    }
  }

  /**
   * A group without peers.
   *
   * @param fresh whether anything was offered before
   */
  Group(Key key, World world, HearerTable hearers, boolean fresh) {
    this.key = key;
    this.world = world;
    this.hearers = hearers;
    this.fresh = fresh;
  }

  boolean trusted() {
    return key.kind() == Kind.TRUSTED;
  }

  void join(Hearer hearer) {
    int word = hearer.slot >> 6;
    if (word >= members.length) {
      members = Arrays.copyOf(members, word + 1);
    }
    members[word] |= 1L << hearer.slot;
    size++;
  }

  void leave(Hearer hearer) {
    members[hearer.slot >> 6] &= ~(1L << hearer.slot);
    size--;
    everything -= hearer.everything ? 1 : 0;
  }

  boolean empty() {
    return size == 0;
  }

  /** Words of {@link #members(int)}. */
  int words() {
    return members.length;
  }

  /** Bits of its peers with the slots 64 × index and following. */
  long members(int index) {
    return members[index];
  }

  /** Something is offered. */
  void add(Offered offer, int offeredInAll) {
    if (queue.size() > 2 * offeredInAll + SLACK) {
      compact();
    }
    queue.add(offer);
    offer.queued();
  }

  /** Whether there is anything to tell. */
  boolean waiting() {
    return fresh || !queue.isEmpty() || everything > 0;
  }

  /** What is still offered and was not told. */
  List<Offer> queue() {
    compact();
    return view;
  }

  /** How many offers one of its peers is yet to be told of. */
  long unheard(Hearer hearer) {
    return queue.stream().filter(each -> each.live() && !each.item.has(hearer.slot)).count();
  }

  private void compact() {
    queue.removeIf(each -> !each.live());
  }

  /** Place of an offer in the queue; negative when it is not there. */
  int placeOf(Offer offer) {
    if (!(offer instanceof Offered wanted)) {
      return -1;
    }
    int low = 0;
    int high = queue.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Offered there = queue.get(middle);
      if (there == wanted) {
        return middle;
      }
      if (there.sequence < wanted.sequence) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  Offered at(int place) {
    return queue.get(place);
  }

  /** Takes places out of the queue. */
  void take(BitSet places) {
    if (places.isEmpty()) {
      return;
    }
    int kept = places.nextSetBit(0);
    for (int i = kept; i < queue.size(); i++) {
      if (places.get(i)) {
        queue.get(i).unqueued();
      } else {
        queue.set(kept++, queue.get(i));
      }
    }
    queue.subList(kept, queue.size()).clear();
  }

  /** Nobody is left in it. */
  void disband() {
    queue.forEach(Offered::unqueued);
    queue.clear();
  }

  @Override
  public Kind kind() {
    return key.kind();
  }

  @Override
  public NetworkClass network() {
    return key.network();
  }

  @Override
  public Collection<Peer> peers() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<Peer> iterator() {
        return IntStream.of(BitSet.valueOf(members).stream().toArray())
            .mapToObj(slot -> hearers.at(slot).peer)
            .iterator();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  @Override
  public boolean strained() {
    return world.strained;
  }
}
