package org.patchbay.engine;

import java.util.Arrays;
import org.patchbay.api.question.Opening;

/**
 * The peers that are followed, as they were first met. Confined to the node loop. When more happens
 * than may be put down, fewer peers are followed, by their places.
 */
final class Openings {
  /** Questions about single peers between two looks. */
  private static final int MOST_FOLLOWED = 4_000;

  private static final int MOST_MASK = 1_023;

  private Opening[] openings = {};
  private int mask;
  private int followed;
  private boolean tight;

  /** Whether a question about a peer is put down. */
  boolean follows(int place) {
    if ((place & mask) != 0) {
      return false;
    }
    if (++followed > MOST_FOLLOWED) {
      tighten();
    }
    return (place & mask) == 0;
  }

  /** Whether a peer is followed now; nothing is counted. */
  boolean watches(int place) {
    return (place & mask) == 0;
  }

  /** Follows fewer peers, and forgets the others: a memory with gaps compares with nothing. */
  private void tighten() {
    mask = Math.min(MOST_MASK, mask * 2 + 1);
    followed = 0;
    tight = true;
    for (int place = 0; place < openings.length; place++) {
      if ((place & mask) != 0) {
        openings[place] = null;
      }
    }
  }

  /** Follows more peers again when less happens with them. To be called now and then. */
  void relax() {
    if (!tight && followed < MOST_FOLLOWED / 4) {
      mask >>= 1;
    }
    followed = 0;
    tight = false;
  }

  /** The peer as it was first met. */
  Opening of(Peer peer, long now) {
    int place = peer.place();
    if (place >= openings.length) {
      openings = Arrays.copyOf(openings, Math.max(16, Math.max(place + 1, openings.length * 2)));
    }
    Opening opening = openings[place];
    if (opening == null) {
      opening = new Opening(place, peer.snapshot(), now);
      openings[place] = opening;
    }
    return opening;
  }

  /** A peer is gone. */
  void forget(int place) {
    if (place < openings.length) {
      openings[place] = null;
    }
  }

  /** All that are followed, with gaps. */
  Opening[] all() {
    return openings;
  }
}
