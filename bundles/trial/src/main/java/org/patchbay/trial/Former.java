package org.patchbay.trial;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

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

  /** The last one, which is taken. */
  synchronized Optional<String> of(String slot) {
    ArrayDeque<String> stack = stacks.get(slot);
    return stack == null ? Optional.empty() : Optional.ofNullable(stack.poll());
  }
}
