package org.patchbay.engine;

/** Stacks for people. */
final class Stacks {
  private static final int PLACES = 6;

  private Stacks() {}

  /** The innermost places of a stack, the innermost first. */
  static String top(StackTraceElement[] stack) {
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < Math.min(stack.length, PLACES); i++) {
      places.append(i == 0 ? "" : " < ").append(stack[i]);
    }
    return places.toString();
  }

  /** What was thrown and where. */
  static String of(Throwable thrown) {
    return thrown + " at " + top(thrown.getStackTrace());
  }
}
