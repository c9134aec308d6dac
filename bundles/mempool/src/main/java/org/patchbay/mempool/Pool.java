package org.patchbay.mempool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.OutPoint;
import org.patchbay.wire.TxIn;

/**
 * The transactions and how they stand on each other; it judges nothing. Confined to the node loop,
 * except {@link #all}, {@link #size} and {@link #memory}.
 *
 * <p>Each transaction carries the sums over its ancestors and descendants, so that the limits and
 * the order of eviction need no walk; adding and removing keep them right by walking at most the
 * few relatives that the limits allow.
 */
final class Pool {
  private final Map<Hash256, Held> byTxid = new ConcurrentHashMap<>();
  private final Map<Hash256, Held> byWtxid = new HashMap<>();
  private final Map<OutPoint, Held> spenders = new HashMap<>();
  private final EvictionHeap order = new EvictionHeap();
  private volatile long memory;
  private int mark;

  Held byTxid(Hash256 txid) {
    return byTxid.get(txid);
  }

  Held byWtxid(Hash256 wtxid) {
    return byWtxid.get(wtxid);
  }

  /** What spends an output, or null. */
  Held spender(OutPoint place) {
    return spenders.get(place);
  }

  /** What goes first when room is wanted, or null. */
  Held lowest() {
    return order.lowest();
  }

  /** All of them, from any thread; those that come and go meanwhile may be among them or not. */
  Collection<Held> all() {
    return byTxid.values();
  }

  int size() {
    return byTxid.size();
  }

  long memory() {
    return memory;
  }

  /** Adds one to its parents, and to children that wait for it after a reorganisation. */
  void add(Held held, List<Held> parents, List<Held> children) {
    byTxid.put(held.tx.txid(), held);
    byWtxid.put(held.tx.wtxid(), held);
    for (TxIn input : held.tx.inputs()) {
      spenders.put(input.previous(), held);
    }
    memory += held.memory;
    for (Held parent : parents) {
      held.parents.add(parent);
      parent.children.add(held);
    }
    for (Held child : children) {
      held.children.add(child);
      child.parents.add(held);
    }
    order.add(held);
    List<Held> ancestors = ancestors(held.parents);
    if (children.isEmpty()) {
      held.ancestors = ancestors.size();
      for (Held ancestor : ancestors) {
        held.ancestorSize += ancestor.vsize;
        ancestor.descendants++;
        ancestor.descendantSize += held.vsize;
        ancestor.descendantFee += held.fee;
        rescore(ancestor);
      }
    } else {
      recount(ancestors);
      recount(descendants(held));
    }
  }

  /** Removes one; its descendants stay, and stand on what it stood on no more. */
  void remove(Held held) {
    List<Held> ancestors = ancestors(held.parents);
    List<Held> descendants = descendants(held);
    forget(held);
    if (descendants.size() == 1) {
      for (Held ancestor : ancestors) {
        ancestor.descendants--;
        ancestor.descendantSize -= held.vsize;
        ancestor.descendantFee -= held.fee;
        rescore(ancestor);
      }
      return;
    }
    if (ancestors.isEmpty()) {
      for (int i = 1; i < descendants.size(); i++) {
        Held descendant = descendants.get(i);
        descendant.ancestors--;
        descendant.ancestorSize -= held.vsize;
      }
      return;
    }
    recount(ancestors);
    recount(descendants.subList(1, descendants.size()));
  }

  private void forget(Held held) {
    byTxid.remove(held.tx.txid());
    byWtxid.remove(held.tx.wtxid());
    for (TxIn input : held.tx.inputs()) {
      spenders.remove(input.previous());
    }
    memory -= held.memory;
    order.remove(held);
    held.parents.forEach(parent -> parent.children.remove(held));
    held.children.forEach(child -> child.parents.remove(held));
  }

  private void recount(List<Held> some) {
    for (Held held : some) {
      List<Held> ancestors = ancestors(held.parents);
      held.ancestors = ancestors.size();
      held.ancestorSize = held.vsize;
      for (Held ancestor : ancestors) {
        held.ancestorSize += ancestor.vsize;
      }
      held.descendants = 0;
      held.descendantSize = 0;
      held.descendantFee = 0;
      for (Held descendant : descendants(held)) {
        held.descendants++;
        held.descendantSize += descendant.vsize;
        held.descendantFee += descendant.fee;
      }
      rescore(held);
    }
  }

  private void rescore(Held held) {
    held.rescore();
    order.changed(held);
  }

  /** These and what they stand on, each once. */
  List<Held> ancestors(List<Held> parents) {
    if (parents.isEmpty()) {
      return List.of();
    }
    int walk = ++mark;
    List<Held> found = new ArrayList<>();
    for (Held parent : parents) {
      visit(parent, walk, found);
    }
    for (int i = 0; i < found.size(); i++) {
      for (Held parent : found.get(i).parents) {
        visit(parent, walk, found);
      }
    }
    return found;
  }

  /** One, first, and all that stands on it. */
  List<Held> descendants(Held held) {
    if (held.children.isEmpty()) {
      return List.of(held);
    }
    int walk = ++mark;
    List<Held> found = new ArrayList<>();
    visit(held, walk, found);
    for (int i = 0; i < found.size(); i++) {
      for (Held child : found.get(i).children) {
        visit(child, walk, found);
      }
    }
    return found;
  }

  private static void visit(Held held, int walk, List<Held> found) {
    if (held.mark != walk) {
      held.mark = walk;
      found.add(held);
    }
  }
}
