package org.patchbay.i2p;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.patchbay.api.loop.Loop;
import org.patchbay.api.loop.Workers;
import org.patchbay.api.transport.Passage;
import org.patchbay.api.transport.Transport;

/**
 * The SAM bridge of a router, and what is needed to talk to it. Immutable.
 *
 * @param at where it listens
 */
record Bridge(InetSocketAddress at, Loop loop, Workers workers, Transport transport) {
  /** For a socket to it, which is on this machine or not far. */
  static final Duration CONNECTING = Duration.ofSeconds(5);

  private static final int ID_CHARACTERS = 10;

  /** A name for a session that no other has. Confined to the node loop. */
  String newId() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_CHARACTERS; i++) {
      id.append(Character.forDigit(loop.random().nextInt(16), 16));
    }
    return id.toString();
  }

  /**
   * A passage through it.
   *
   * @param script a new one for each socket
   * @param left told once, on a transport thread, that it is no longer used
   */
  Passage passage(Supplier<SamTalk.Script> script, Runnable left) {
    return new SamPassage(at, script, left);
  }
}
