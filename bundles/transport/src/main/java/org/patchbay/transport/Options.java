package org.patchbay.transport;

import java.util.List;

/**
 * The configuration in the terms of this bundle. Immutable.
 *
 * @param carriers to be tried in this order
 * @param threads event loops, at least 1
 */
record Options(
    List<Carrier> carriers,
    int threads,
    int backlog,
    boolean v2,
    Marks marks,
    long budgetIn,
    long budgetOut) {

  /**
   * Fills in what depends on the machine: one event loop for two processors, and budgets that leave
   * the larger part of the heap to the rest of the node.
   */
  static Options of(NettyTransport.Config config) {
    Runtime machine = Runtime.getRuntime();
    int threads =
        config.threads() > 0 ? config.threads() : Math.max(1, machine.availableProcessors() / 2);
    return new Options(
        from(config.kind()),
        threads,
        config.backlog(),
        config.v2(),
        new Marks(config.receive_mark(), config.receive_messages(), config.send_mark()),
        Math.min(config.budget_in(), machine.maxMemory() / 8 * 3),
        Math.min(config.budget_out(), machine.maxMemory() / 4));
  }

  /** The carrier of that name and those after it; all for {@code auto}. */
  private static List<Carrier> from(String kind) {
    List<Carrier> all = List.of(Carrier.values());
    return all.stream()
        .filter(carrier -> carrier.label().equals(kind))
        .findFirst()
        .map(first -> all.subList(first.ordinal(), all.size()))
        .orElse(all);
  }
}
