package org.patchbay.rpc;

import java.util.Optional;

/** Tells what the node is still busy with while it starts. From any thread. */
@FunctionalInterface
interface Warmup {
  /** What it is busy with; empty once it is ready. */
  Optional<String> status();
}
