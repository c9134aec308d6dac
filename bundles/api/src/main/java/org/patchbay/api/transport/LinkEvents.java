package org.patchbay.api.transport;

import org.osgi.annotation.versioning.ConsumerType;
import org.patchbay.api.peer.CloseReason;

/** What a link tells its owner, on a transport thread: hand it over and return at once. */
@ConsumerType
public interface LinkEvents {
  /** A connection stands; nothing was read yet. Reading starts after this returns. */
  void opened(Link link);

  /** The inbox was empty and no longer is. Not repeated until {@link Link#poll} answered null. */
  void readable(Link link);

  /** The link was over its send mark and is {@link Link#writable} again. */
  void writable(Link link);

  /** The connection is gone. Arrivals still in the inbox may be taken. Told exactly once. */
  void closed(Link link, CloseReason reason);
}
