package org.patchbay.api.ratelimit;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.peer.PeerMemory;
import org.patchbay.api.peer.PeerView;

/**
 * Limits what a peer may send. A factory with memory per peer. What holds for every policy is said
 * at {@link org.patchbay.api.peer}.
 */
@ConsumerType
public interface RateLimitPolicy {
  /**
   * Begins to watch a peer, which may have been connected for long: its counters seed the memory.
   *
   * @param now loop time in nanoseconds
   * @return an object for this peer alone
   */
  PeerLimit open(PeerView peer, long now);

  /**
   * The same after another policy, which offers what it learnt of the peer.
   *
   * @param learnt as {@link PeerMemory#learnt} of the one before, empty where it offers nothing;
   *     names and numbers may be of a stranger and mean anything
   * @param now loop time in nanoseconds
   */
  default PeerLimit open(PeerView peer, Map<String, Double> learnt, long now) {
    return open(peer, now);
  }

  /** The memory for one peer. Confined to the node loop. */
  @ConsumerType
  interface PeerLimit extends PeerMemory {
    /**
     * One message is about to be handled: each that a peer sends, of the handshake, malformed or
     * unknown ones too. Asked again after each pause, until it passes. The path of every message:
     * an answer should cost less than a microsecond and allocate nothing.
     *
     * <p>Only {@code addr}, {@code addrv2}, {@code inv} and {@code tx} are dropped at a policy's
     * wish; a drop of anything else is a breach. Whatever else is limited is delayed.
     *
     * @param command as on the wire; a stranger's, up to 12 characters
     * @param bytes on the wire, framing included
     * @param now loop time in nanoseconds
     * @return after a failure the message passes
     */
    RateLimit onMessage(String command, int bytes, long now);

    /**
     * Every few seconds ({@code score.seconds} of {@code patchbay.engine}) the node looks at each
     * peer: this is how it stands.
     *
     * @param peer a view of the moment, as for {@link RateLimitPolicy#open}
     * @param now loop time in nanoseconds
     */
    default void look(PeerView peer, long now) {}
  }
}
