package org.patchbay.bench.attacks;

import java.util.List;
import java.util.Optional;
import org.patchbay.api.eviction.EvictionPolicy;
import org.patchbay.api.observe.Observer;
import org.patchbay.api.peer.PeerView;
import org.patchbay.wire.NetworkAddress;

/**
 * Counts what an attacker makes the node loop look at, since virtual time shows no CPU: each of his
 * messages that reaches a handler, each 36 bytes of it (the size of an announcement), and each
 * candidate that the eviction policy is shown. Confined to one thread.
 */
final class Work implements Observer {
  private static final int PIECE = 36;

  private boolean counting;
  private long units;

  /** From now on, which is from the beginning of the attack. */
  void begin() {
    counting = true;
  }

  long units() {
    return units;
  }

  @Override
  public void received(
      PeerView peer, String command, int count, long bytes, long queuedNanos, long handledNanos) {
    if (counting && hostile(peer.address())) {
      units += count + bytes / PIECE;
    }
  }

  static boolean hostile(NetworkAddress address) {
    return (address.bytes()[0] & 0xFF) >= Crowds.HOSTILE;
  }

  /** The same policy, counted. */
  EvictionPolicy counted(EvictionPolicy policy) {
    return new EvictionPolicy() {
      @Override
      public Optional<PeerView> evict(List<PeerView> candidates, long now) {
        units += counting ? candidates.size() : 0;
        return policy.evict(candidates, now);
      }
    };
  }
}
