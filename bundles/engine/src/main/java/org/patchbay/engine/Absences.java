package org.patchbay.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Peers that wait for a protocol to come back: nothing is taken from them, so that no message meets
 * a missing handler. Confined to the node loop.
 */
final class Absences {
  /** A bundle that is updated is back sooner; one that was removed must not hold peers for ever. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final World world;
  private final Map<String, List<Peer>> waiting = new HashMap<>();

  Absences(World world) {
    this.world = world;
  }

  void began(String protocol, List<Peer> peers) {
    List<Peer> held = new ArrayList<>(peers);
    long now = world.now();
    for (Peer peer : held) {
      peer.intake.held++;
      peer.intake.mark(now);
    }
    waiting.merge(protocol, held, Absences::joined);
    world.loop.after(PATIENCE, () -> release(protocol, held));
  }

  private static List<Peer> joined(List<Peer> one, List<Peer> other) {
    one.addAll(other);
    return one;
  }

  /** It is back. */
  void ended(String protocol) {
    List<Peer> held = waiting.get(protocol);
    if (held != null) {
      release(protocol, held);
    }
  }

  private void release(String protocol, List<Peer> held) {
    if (waiting.get(protocol) != held) {
      return;
    }
    waiting.remove(protocol);
    long now = world.now();
    for (Peer peer : held) {
      peer.intake.held--;
      peer.intake.mark(now);
      if (peer.open()) {
        world.wake.accept(peer);
      }
    }
  }
}
