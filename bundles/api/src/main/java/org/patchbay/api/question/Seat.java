package org.patchbay.api.question;

import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.peer.PeerView;

/**
 * Where a policy is asked what another one has answered. Confined to one thread.
 *
 * @param <P> kind of the policy
 */
@ProviderType
public interface Seat<P> {
  /** The policy that is asked. */
  P policy();

  /** What it remembers of a peer, opened when it first meets it. */
  <M> M memory(Opening opening, Class<M> type, Function<? super P, ? extends M> open);

  /**
   * The answer, unless it is none.
   *
   * @throws IllegalStateException when it is null
   */
  <R> R answered(R answer);

  /** Whether the peer's last message is one that the policy wanted to be delayed. */
  boolean delayed(Opening opening);

  /** Notes whether the policy wanted the peer's last message to be delayed. */
  void delayed(Opening opening, boolean wanted);

  /** The question is so many times as large as one that the budget of a call is meant for. */
  void size(int times);

  /** Both answered the same. */
  void agreed();

  /** Both answered differently, and one peer is concerned. */
  void differed(String kind, PeerView peer, long now, String detail);

  /** Both answered differently, and no single peer is concerned. */
  void differed(String kind, long now, String detail);
}
