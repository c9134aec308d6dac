package org.patchbay.bench.attacks;

/** Connections from as near as can be, which do nothing but answer pings at once. */
final class PingGaming implements Attack {
  @Override
  public int percent() {
    return 100;
  }

  @Override
  public long answerAfter(Host host) {
    return 0;
  }
}
