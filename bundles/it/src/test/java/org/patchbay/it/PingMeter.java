package org.patchbay.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.patchbay.wire.Network;

/** An honest peer that pings every few milliseconds and waits for each pong. */
final class PingMeter implements AutoCloseable {
  private final WirePeer peer;
  private final Thread thread;
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean stopping;
  private volatile Exception failure;

  private PingMeter(WirePeer peer) {
    this.peer = peer;
    this.thread = new Thread(this::measure, "ping meter");
  }

  static PingMeter start(InetSocketAddress node) throws IOException {
    PingMeter meter = new PingMeter(WirePeer.join(Network.REGTEST, node));
    meter.thread.start();
    return meter;
  }

  private void measure() {
    try {
      for (long nonce = 1; !stopping; nonce++) {
        long begin = System.nanoTime();
        peer.barrier(nonce);
        nanos.add(System.nanoTime() - begin);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  int answered() {
    return nanos.size();
  }

  /** False when a pong did not come in 20 seconds, or the node hung up. */
  boolean alive() {
    return failure == null;
  }

  /** Ends; fails when a pong did not come. Answers what was measured, for people. */
  String stop() throws InterruptedException {
    stopping = true;
    thread.join();
    if (failure != null) {
      throw new AssertionError("after " + answered() + " pongs none came", failure);
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new AssertionError("no pong came");
    }
    return "%d pings, median %.1f ms, p99 %.1f ms, longest %.1f ms"
        .formatted(
            sorted.size(),
            sorted.get(sorted.size() / 2) / 1e6,
            sorted.get(sorted.size() * 99 / 100) / 1e6,
            sorted.get(sorted.size() - 1) / 1e6);
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    peer.close();
  }
}
