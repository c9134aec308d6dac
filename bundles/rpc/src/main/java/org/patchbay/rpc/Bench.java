package org.patchbay.rpc;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What all conversations of a server share: its terms, who answers, and what they hold together.
 * From any thread.
 */
final class Bench {
  /** Bytes of bodies and replies that are held at once. */
  static final long MAX_HELD = 96L << 20;

  /** Wrong passwords that wait for their answer at once; who guesses beside them is cut off. */
  static final int MAX_GUESSES = 16;

  final Dispatch dispatch;
  final Executor workers;
  final IntSupplier waiting;
  final Supplier<String> date;
  final AtomicLong held = new AtomicLong();
  final AtomicInteger guesses = new AtomicInteger();
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger busy = new AtomicInteger();
  volatile Terms terms;
  volatile boolean stopping;

  /**
   * A server's.
   *
   * @param waiting how many tasks wait for one of the workers
   * @param date now, as HTTP writes it
   */
  Bench(
      Dispatch dispatch,
      Executor workers,
      IntSupplier waiting,
      Supplier<String> date,
      Terms terms) {
    this.dispatch = dispatch;
    this.workers = workers;
    this.waiting = waiting;
    this.date = date;
    this.terms = terms;
  }
}
