package org.patchbay.portmap;

import org.patchbay.wire.NetworkAddress;

/** What a gateway says to a request. */
sealed interface Reply {
  /**
   * A mapping stands.
   *
   * @param outside address and port under which others reach us
   * @param seconds for which it stands; 0 when it was taken away
   */
  record Granted(NetworkAddress outside, long seconds) implements Reply {}

  /**
   * The gateway's own address (NAT-PMP, where it is asked for by itself).
   *
   * @param host with port 0
   */
  record Outside(NetworkAddress host) implements Reply {}

  /** It will not. */
  record Refused(String reason) implements Reply {}

  /** It speaks another version. */
  record OtherVersion() implements Reply {}
}
