package org.patchbay.transport;

/** What all links of a transport share: the marks, which may change while it runs, and budgets. */
final class Bounds {
  private final Budget in;
  private final Budget out;
  private volatile Marks marks;

  Bounds(Marks marks, Budget in, Budget out) {
    this.marks = marks;
    this.in = in;
    this.out = out;
  }

  /** For what is held of incoming messages. */
  Budget in() {
    return in;
  }

  /** For what is held of outgoing messages. */
  Budget out() {
    return out;
  }

  Marks marks() {
    return marks;
  }

  void marks(Marks now) {
    marks = now;
  }
}
