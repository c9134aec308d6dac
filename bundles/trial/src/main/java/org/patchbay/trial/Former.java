package org.patchbay.trial;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What was wanted in each slot before its last changes, in this run. Guarded by its own lock. */
final class Former {
  private static final int KEPT = 32;

  private final Map<String, ArrayDeque<String>> stacks = new HashMap<>();

  synchronized void push(String slot, String wanted) {
    ArrayDeque<String> stack = stacks.computeIfAbsent(slot, name -> new ArrayDeque<>());
    stack.push(wanted);
    if (stack.size() > KEPT) {
      stack.removeLast();
    }
  }

  /** The last one that is fit to be wanted again; it is taken, with those after it. */
  synchronized Optional<String> of(String slot, Predicate<String> fit) {
    ArrayDeque<String> stack = stacks.getOrDefault(slot, new ArrayDeque<>());
    String last = stack.poll();
    while (last != null && !fit.test(last)) {
      last = stack.poll();
    }
    return Optional.ofNullable(last);
  }
}
