package org.patchbay.tor;

import java.net.SocketAddress;
import org.patchbay.wire.NetworkAddress;

/** What the node has of Tor now. Told on the thread of the control connection. */
interface Standing {
  /** Tor lets us in, and there is a way into it by a SOCKS listener; the last one told of. */
  void way(SocketAddress socks);

  /** There is none. */
  void noWay();

  /** Others reach us there. */
  void reachedAt(NetworkAddress onion);

  /** Nobody does. */
  void notReached();
}
