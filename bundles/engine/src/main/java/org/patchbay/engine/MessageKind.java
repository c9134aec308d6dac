package org.patchbay.engine;

import java.util.Set;

/** One type of message as the engine counts and dispatches it. Confined to the node loop. */
final class MessageKind {
  /** Label under which commands without a record are counted (protocol-facts §17.1). */
  static final String OTHER = "*other*";

  private static final Set<String> DROPPABLE = Set.of("addr", "addrv2", "inv", "tx");

  /** What is processed between version and verack (§5.0), besides verack itself. */
  private static final Set<String> NEGOTIATION =
      Set.of("sendheaders", "sendcmpct", "wtxidrelay", "sendaddrv2", "feature", "sendtxrcncl");

  final int index;
  private String command;
  private boolean droppable;
  private boolean negotiation;
  private long meanNanos = 1_000;

  MessageKind(int index) {
    this.index = index;
    named(OTHER);
  }

  void named(String newCommand) {
    command = newCommand;
    droppable = DROPPABLE.contains(newCommand);
    negotiation = NEGOTIATION.contains(newCommand);
  }

  String command() {
    return command;
  }

  /** Whether a rate limit policy may drop it. */
  boolean droppable() {
    return droppable;
  }

  /** Whether it is processed before the handshake is done. */
  boolean negotiation() {
    return negotiation;
  }

  /** One message took that long. */
  void took(long nanos) {
    meanNanos += (nanos - meanNanos) / 16;
  }

  /** Exponentially weighted mean of the time one message takes, in nanoseconds. */
  long meanNanos() {
    return meanNanos;
  }
}
