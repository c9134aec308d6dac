package org.patchbay.engine;

import org.patchbay.api.question.Opening;
import org.patchbay.api.question.Question;

/**
 * Who gets what a policy in force was asked, with its answer. Confined to the node loop.
 *
 * @param <P> kind of the policy
 */
interface Beside<P> {
  /**
   * Whether what happens with a peer is put down. All of it or nothing: a memory with gaps compares
   * with nothing.
   */
  boolean follows(Peer peer);

  /** Whether what happens with a peer would be put down now; nothing is counted. */
  boolean watches(Peer peer);

  /** The peer as it was first met here. */
  Opening opening(Peer peer, long now);

  /** A peer is gone. */
  void forget(int place);

  /** Puts down a question; {@code views} peers hang on it. */
  void put(Question<P> question, int views);

  /** A question was too large to be put down. */
  void leaveOut();
}
