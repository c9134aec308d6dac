package org.patchbay.api.question;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What was put to the policy in force, with its answer. Immutable: made on the node loop, asked
 * again beside it, or later.
 *
 * @param <P> kind of the policy
 */
@ProviderType
public interface Question<P> {
  /** Loop time in nanoseconds at which it was asked. */
  long now();

  /** Puts it to another policy and compares the answers. */
  void put(Seat<P> seat);
}
