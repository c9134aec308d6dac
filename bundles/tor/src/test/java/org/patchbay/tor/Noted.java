package org.patchbay.tor;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.patchbay.wire.NetworkAddress;

/** Notes what stands and what no longer does, in order. Thread-safe. */
final class Noted implements Standing {
  final List<String> told = new CopyOnWriteArrayList<>();
  private volatile boolean way;
  private volatile boolean reached;

  @Override
  public void way(SocketAddress socks) {
    way = true;
    told.add("way " + socks);
  }

  @Override
  public void noWay() {
    if (way) {
      told.add("no way");
    }
    way = false;
  }

  @Override
  public void reachedAt(NetworkAddress onion) {
    reached = true;
    told.add("reached at " + onion);
  }

  @Override
  public void notReached() {
    if (reached) {
      told.add("not reached");
    }
    reached = false;
  }
}
