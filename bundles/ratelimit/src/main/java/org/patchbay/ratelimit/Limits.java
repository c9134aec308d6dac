package org.patchbay.ratelimit;

import java.util.List;
import java.util.Set;

/** The configuration of {@link BucketRateLimit}, checked. Immutable. */
final class Limits {
  /** What the API lets a policy drop. */
  private static final Set<String> DROPPABLE = Set.of("addr", "addrv2", "inv", "tx");

  private final Limit[] byClass = new Limit[MessageClass.values().length];
  private final Set<String> dropped;

  Limits(BucketRateLimit.Config config) {
    set(
        MessageClass.CONTROL,
        config.control_rate(),
        config.control_burst(),
        config.control_bytes_rate(),
        config.control_bytes_burst());
    set(
        MessageClass.ADDR,
        config.addr_rate(),
        config.addr_burst(),
        config.addr_bytes_rate(),
        config.addr_bytes_burst());
    set(
        MessageClass.INV,
        config.inv_rate(),
        config.inv_burst(),
        config.inv_bytes_rate(),
        config.inv_bytes_burst());
    set(
        MessageClass.TX,
        config.tx_rate(),
        config.tx_burst(),
        config.tx_bytes_rate(),
        config.tx_bytes_burst());
    set(
        MessageClass.BLOCK,
        config.block_rate(),
        config.block_burst(),
        config.block_bytes_rate(),
        config.block_bytes_burst());
    set(
        MessageClass.HEADERS,
        config.headers_rate(),
        config.headers_burst(),
        config.headers_bytes_rate(),
        config.headers_bytes_burst());
    set(
        MessageClass.OTHER,
        config.other_rate(),
        config.other_burst(),
        config.other_bytes_rate(),
        config.other_bytes_burst());
    dropped = Set.copyOf(List.of(config.drop()));
    if (!DROPPABLE.containsAll(dropped)) {
      throw new IllegalArgumentException("drop %s (only %s)".formatted(dropped, DROPPABLE));
    }
  }

  private void set(MessageClass kind, long rate, long burst, long bytesRate, long bytesBurst) {
    byClass[kind.ordinal()] = new Limit(new Rate(rate, burst), new Rate(bytesRate, bytesBurst));
  }

  Limit of(MessageClass kind) {
    return byClass[kind.ordinal()];
  }

  boolean drops(String command) {
    return dropped.contains(command);
  }
}
