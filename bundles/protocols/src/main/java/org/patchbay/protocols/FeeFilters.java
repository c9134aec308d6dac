package org.patchbay.protocols;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.loop.Loop;

/**
 * Looks at all fee filters from time to time, because the pool's minimum moves by itself. Confined
 * to the node loop.
 */
final class FeeFilters {
  static final Duration INTERVAL = Duration.ofSeconds(30);

  private final Loop loop;
  private final Set<FeeFilterSending> all = new LinkedHashSet<>();
  private Cancellable next = () -> {};

  FeeFilters(Loop loop) {
    this.loop = loop;
  }

  void join(FeeFilterSending one) {
    if (all.isEmpty()) {
      arm();
    }
    all.add(one);
  }

  void leave(FeeFilterSending one) {
    all.remove(one);
    if (all.isEmpty()) {
      next.cancel();
    }
  }

  /** Something changed that may matter to all of them. */
  void consider() {
    List.copyOf(all).forEach(FeeFilterSending::consider);
  }

  private void arm() {
    next =
        loop.after(
            INTERVAL,
            () -> {
              consider();
              if (!all.isEmpty()) {
                arm();
              }
            });
  }

  void end() {
    next.cancel();
    all.clear();
  }
}
