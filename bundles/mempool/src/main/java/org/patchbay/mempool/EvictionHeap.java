package org.patchbay.mempool;

import java.util.Arrays;

/**
 * The transactions of the pool with the lowest score on top; of equals the youngest. A binary heap
 * whose members know their place, so that a changed score costs a logarithm. Confined to the node
 * loop.
 */
final class EvictionHeap {
  private Held[] heap = new Held[64];
  private int size;

  int size() {
    return size;
  }

  /** The one that goes first, or null when there is none. */
  Held lowest() {
    return size == 0 ? null : heap[0];
  }

  void add(Held held) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    place(held, size++);
    up(held);
  }

  void remove(Held held) {
    Held last = heap[--size];
    heap[size] = null;
    if (last != held) {
      place(last, held.heapIndex);
      changed(last);
    }
    held.heapIndex = -1;
    if (heap.length > 64 && size < heap.length / 4) {
      heap = Arrays.copyOf(heap, heap.length / 2);
    }
  }

  /** Its score is another now. */
  void changed(Held held) {
    up(held);
    down(held);
  }

  private void up(Held held) {
    int at = held.heapIndex;
    while (at > 0 && before(held, heap[(at - 1) / 2])) {
      place(heap[(at - 1) / 2], at);
      at = (at - 1) / 2;
    }
    place(held, at);
  }

  private void down(Held held) {
    int at = held.heapIndex;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], held)) {
        break;
      }
      place(heap[child], at);
      at = child;
    }
    place(held, at);
  }

  private void place(Held held, int at) {
    heap[at] = held;
    held.heapIndex = at;
  }

  private static boolean before(Held a, Held b) {
    return a.score != b.score ? a.score < b.score : a.number > b.number;
  }
}
