package org.patchbay.api.session;

import org.osgi.annotation.versioning.ProviderType;

/** How much of the upload of old blocks is left (protocol-facts §14.9). On the node loop. */
@ProviderType
public interface UploadLimit {
  /**
   * How it stands.
   *
   * @param now loop time in nanoseconds
   */
  State state(long now);

  /**
   * How it stands. Immutable.
   *
   * @param cycle seconds for which a target holds
   * @param target bytes in a cycle; 0 for no limit
   * @param sent bytes of blocks that were given in this cycle
   * @param servesOld whether old blocks are given now
   * @param left seconds until the next cycle; 0 without a limit
   */
  record State(long cycle, long target, long sent, boolean servesOld, long left) {}
}
