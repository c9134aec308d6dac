package org.patchbay.engine;

import java.util.Optional;

/**
 * What stands in the way of connections, told to people once and not for each of many attempts.
 * Confined to the node loop.
 */
final class Obstacles {
  private String told = "";

  /** An attempt failed; answers what to tell of it, empty when that is known already. */
  Optional<String> failed(String reason) {
    if (reason.equals(told)) {
      return Optional.empty();
    }
    told = reason;
    return Optional.of(reason);
  }

  /** An attempt came through; answers what was in the way, empty for nothing. */
  Optional<String> passed() {
    Optional<String> gone = told.isEmpty() ? Optional.empty() : Optional.of(told);
    told = "";
    return gone;
  }
}
