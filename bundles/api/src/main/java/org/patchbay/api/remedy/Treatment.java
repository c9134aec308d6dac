package org.patchbay.api.remedy;

import org.osgi.annotation.versioning.ProviderType;

/** What remedies did so far, so that a policy needs no memory. Immutable. */
@ProviderType
public interface Treatment {
  /**
   * Loop time in nanoseconds at which connections were last tried for a check since its finding
   * counts; -1 for never.
   */
  long lastTried(String check);

  /** Connections that remedies tried within the last minute. */
  int attempts();

  /** Connections that remedies may try within a minute: beyond it nothing is tried. */
  int attemptsPerMinute();

  /** Whether the node backs off now. */
  boolean easing();
}
