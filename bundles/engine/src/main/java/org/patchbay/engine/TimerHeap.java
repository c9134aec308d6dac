package org.patchbay.engine;

import java.util.Arrays;

/**
 * Pending timers, soonest first. Confined to the node loop. Each timer knows its place, so that a
 * cancelled one leaves at once instead of holding its task until it would have been due.
 */
final class TimerHeap {
  private Timer[] heap = new Timer[64];
  private int size;

  void add(Timer timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    rise(timer, size++);
  }

  /** The soonest timer, or null. */
  Timer peek() {
    return size == 0 ? null : heap[0];
  }

  void remove(Timer timer) {
    int place = timer.place;
    if (place < 0) {
      return;
    }
    timer.place = -1;
    Timer last = heap[--size];
    heap[size] = null;
    if (last != timer) {
      sink(last, place);
      if (heap[place] == last) {
        rise(last, place);
      }
    }
  }

  int size() {
    return size;
  }

  private void rise(Timer timer, int from) {
    int place = from;
    while (place > 0 && timer.before(heap[(place - 1) / 2])) {
      put(heap[(place - 1) / 2], place);
      place = (place - 1) / 2;
    }
    put(timer, place);
  }

  private void sink(Timer timer, int from) {
    int place = from;
    for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && heap[child + 1].before(heap[child])) {
        child++;
      }
      if (!heap[child].before(timer)) {
        break;
      }
      put(heap[child], place);
      place = child;
    }
    put(timer, place);
  }

  private void put(Timer timer, int place) {
    heap[place] = timer;
    timer.place = place;
  }
}
