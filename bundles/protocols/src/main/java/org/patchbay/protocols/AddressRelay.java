package org.patchbay.protocols;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.patchbay.wire.AddressEntry;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.NetworkClass;
import org.patchbay.wire.SipHash;

/**
 * Chooses to whom an address is passed on (protocol-facts §12.9). Confined to the node loop; told
 * of the peers and asked for each address.
 *
 * <p>Rule: two peers, or one or two when we cannot reach the address ourselves; the same ones for
 * 24 hours, changing at a time of day that depends on the address. Why: an address told to us again
 * does not travel further, and nobody can tell from the moment of a change who chose whom.
 */
final class AddressRelay {
  private static final int DAY = 86_400;

  private final Supplier<Set<NetworkClass>> reachable;
  private final List<Neighbour> neighbours = new ArrayList<>();

  /** Of each of them what it is drawn by, which nobody else can know. */
  private long[] secrets = new long[16];

  private long k0;
  private long k1;
  private boolean seeded;

  AddressRelay(Supplier<Set<NetworkClass>> reachable) {
    this.reachable = reachable;
  }

  /** A peer with whom addresses are exchanged. */
  interface Neighbour {
    long id();

    /** Whether it can be told such an address. */
    boolean takes(NetworkAddress address);

    /** Tell it at its next time. */
    void queue(AddressEntry entry);
  }

  /** Makes the secret of this run when asked for the first time. */
  void seed(RandomGenerator random) {
    if (!seeded) {
      k0 = random.nextLong();
      k1 = random.nextLong();
      seeded = true;
    }
  }

  void join(Neighbour neighbour) {
    int place = neighbours.size();
    if (place == secrets.length) {
      secrets = Arrays.copyOf(secrets, 2 * place);
    }
    secrets[place] = SipHash.hash(k0, k1, neighbour.id());
    neighbours.add(neighbour);
  }

  void leave(Neighbour neighbour) {
    int place = neighbours.indexOf(neighbour);
    if (place >= 0) {
      int last = neighbours.size() - 1;
      neighbours.set(place, neighbours.get(last));
      secrets[place] = secrets[last];
      neighbours.remove(last);
    }
  }

  boolean reaches(NetworkAddress address) {
    return reachable.get().contains(address.network());
  }

  /** The address under the secret of this run. */
  long key(NetworkAddress address) {
    return SipHash.hash(k0, k1, address.serviceKey());
  }

  void relay(AddressEntry entry, Neighbour origin, long unixSeconds) {
    long key = key(entry.address());
    long period = (unixSeconds + Long.remainderUnsigned(key, DAY)) / DAY;
    int wanted = reaches(entry.address()) || (key & 1) == 0 ? 2 : 1;
    Neighbour first = null;
    Neighbour second = null;
    long most = 0;
    long next = 0;
    long draw = SipHash.hash(k0, k1, key, period);
    for (int i = 0; i < neighbours.size(); i++) {
      long rank = mixed(draw ^ secrets[i]);
      if (second != null && Long.compareUnsigned(rank, next) <= 0) {
        continue; // as nearly all of thousands are, before they are looked at
      }
      Neighbour neighbour = neighbours.get(i);
      if (neighbour == origin || !neighbour.takes(entry.address())) {
        continue;
      }
      if (first == null || Long.compareUnsigned(rank, most) > 0) {
        second = first;
        next = most;
        first = neighbour;
        most = rank;
      } else {
        second = neighbour;
        next = rank;
      }
    }
    if (first != null) {
      first.queue(entry);
    }
    if (second != null && wanted == 2) {
      second.queue(entry);
    }
  }

  /** Every bit of what goes in turns about half of the bits that come out. */
  private static long mixed(long bits) {
    long once = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
    long twice = (once ^ once >>> 33) * 0xc4ceb9fe1a85ec53L;
    return twice ^ twice >>> 33;
  }
}
