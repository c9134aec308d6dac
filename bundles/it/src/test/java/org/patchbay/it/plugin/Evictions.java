package org.patchbay.it.plugin;

import java.util.List;
import java.util.Optional;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.peer.PeerView;

/** Eviction policies, one good and four bad. */
public final class Evictions {
  private Evictions() {}

  /** Evicts the first candidate. */
  public static final class First extends Late implements EvictionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      called();
      return candidates.stream().findFirst();
    }
  }

  /** Throws. */
  public static final class Throwing implements EvictionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      throw new IllegalStateException("broken on purpose");
    }
  }

  /** Answers null. */
  public static final class Null implements EvictionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      return null;
    }
  }

  /** Takes 50 ms. */
  public static final class Slow implements EvictionPolicy {
    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      long end = System.nanoTime() + 50_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      return candidates.stream().findFirst();
    }
  }

  /** Remembers the first candidate it ever saw and answers it for ever. */
  public static final class Outsider implements EvictionPolicy {
    private PeerView first;

    @Override
    public Optional<PeerView> evict(List<PeerView> candidates, long now) {
      if (first == null || candidates.stream().anyMatch(c -> c.id() == first.id())) {
        first = candidates.get(0);
      }
      return Optional.of(first);
    }
  }
}
