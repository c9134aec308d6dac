package org.patchbay.ratelimit;

import java.util.Set;

/** The configuration of {@link BucketRateLimit}, checked. Immutable. */
final class Limits {
  /** What the API lets a policy drop. */
  private static final Set<String> DROPPABLE = Set.of("addr", "addrv2", "inv", "tx");

  private final Limit[] byClass = new Limit[MessageClass.values().length];
  private final Set<String> dropped;

  Limits(BucketRateLimit.Config config) {
    byClass[MessageClass.CONTROL.ordinal()] = Limit.of("control", config.control());
    byClass[MessageClass.ADDR.ordinal()] = Limit.of("addr", config.addr());
    byClass[MessageClass.INV.ordinal()] = Limit.of("inv", config.inv());
    byClass[MessageClass.TX.ordinal()] = Limit.of("tx", config.tx());
    byClass[MessageClass.BLOCK.ordinal()] = Limit.of("block", config.block());
    byClass[MessageClass.HEADERS.ordinal()] = Limit.of("headers", config.headers());
    byClass[MessageClass.OTHER.ordinal()] = Limit.of("other", config.other());
    dropped = Set.of(config.drop());
    if (!DROPPABLE.containsAll(dropped)) {
      throw new IllegalArgumentException("drop %s (only %s)".formatted(dropped, DROPPABLE));
    }
  }

  Limit of(MessageClass kind) {
    return byClass[kind.ordinal()];
  }

  boolean drops(String command) {
    return dropped.contains(command);
  }
}
