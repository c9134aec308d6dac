package org.patchbay.api.question;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;
import org.patchbay.api.loop.Cancellable;

/** What the policies of a node are asked, for whoever writes it down. From any thread. */
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
}
