package org.patchbay.addrbook;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.patchbay.wire.NetworkClass;

/**
 * Entries in an order that means nothing, from which one is drawn by number. Confined to the node
 * loop.
 */
final class Shelf {
  private final List<Slot> slots = new ArrayList<>();
  private final Map<NetworkClass, Integer> perNetwork = new EnumMap<>(NetworkClass.class);

  int size() {
    return slots.size();
  }

  Slot get(int number) {
    return slots.get(number);
  }

  void add(Slot slot) {
    slot.shelf = this;
    slot.number = slots.size();
    slots.add(slot);
    perNetwork.merge(slot.network(), 1, Integer::sum);
  }

  void remove(Slot slot) {
    Slot last = slots.remove(slots.size() - 1);
    if (last != slot) {
      slots.set(slot.number, last);
      last.number = slot.number;
    }
    perNetwork.merge(slot.network(), -1, Integer::sum);
    slot.shelf = null;
  }

  boolean hasAny(Set<NetworkClass> networks) {
    return networks.stream().anyMatch(network -> perNetwork.getOrDefault(network, 0) > 0);
  }

  /** From {@code start} on, cyclically, the first entry of one of the networks. */
  Slot scan(int start, Set<NetworkClass> networks) {
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get((start + i) % slots.size());
      if (networks.contains(slot.network())) {
        return slot;
      }
    }
    throw new IllegalStateException("no entry of " + networks + " among " + slots.size());
  }
}
