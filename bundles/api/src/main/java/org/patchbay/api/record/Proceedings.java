package org.patchbay.api.record;

import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.question.Transcript;
import org.patchbay.api.transport.Tap;

/**
 * What goes on in a node, for whoever writes it down: what policies are asked, and what peers say.
 * From any thread.
 */
@ProviderType
public interface Proceedings {
  /**
   * Has a transcript told of what is asked from now on. What waits for it is bounded; beyond that
   * questions are missing, and it is told how many.
   *
   * @param slots as {@code Node.Slot.name}
   * @return ends it: the transcript gets what was put down before, and its end
   * @throws IllegalArgumentException naming a slot that is none, and those that are
   */
  Cancellable follow(Collection<String> slots, Transcript transcript);

  /**
   * Has somebody told of the messages of a peer, in place of whoever was before.
   *
   * @param tap null for nobody
   * @return the peer; empty when there is none of that number
   */
  Optional<PeerView> tap(long peer, Tap tap);
}
