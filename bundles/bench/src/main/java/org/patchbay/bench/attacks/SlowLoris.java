package org.patchbay.bench.attacks;

/** Connections on which nothing is ever said, opened again each time the node gives up. */
final class SlowLoris implements Attack {
  @Override
  public int percent() {
    return 100;
  }

  @Override
  public void opened(Host host) {}
}
