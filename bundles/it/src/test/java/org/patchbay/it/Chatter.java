package org.patchbay.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.patchbay.wire.Network;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;

/**
 * One session with traffic both ways until told to stop: numbered pings in flight, and a check that
 * every pong comes, once and in order.
 */
final class Chatter implements AutoCloseable {
  private static final int WINDOW = 4;

  private final WirePeer peer;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile long answered;
  private volatile Throwable failure;

  private Chatter(WirePeer peer, String name) {
    this.peer = peer;
    this.thread = new Thread(this::talk, name);
    thread.setDaemon(true);
  }

  static Chatter start(InetSocketAddress node, int number) throws IOException {
    Chatter chatter = new Chatter(WirePeer.join(Network.REGTEST, node), "chatter-" + number);
    chatter.thread.start();
    return chatter;
  }

  private void talk() {
    try {
      long sent = 0;
      long expected = 1;
      while (!stopping || expected <= sent) {
        while (!stopping && sent - expected + 1 < WINDOW) {
          peer.send(new Ping(++sent));
        }
        WirePeer.Frame frame = peer.next();
        if (frame.command().equals("ping")) {
          peer.send(new Pong(frame.reader().u64()));
        } else if (frame.command().equals("pong")) {
          long nonce = frame.reader().u64();
          if (nonce != expected) {
            throw new AssertionError("pong " + nonce + " (expected " + expected + ")");
          }
          answered = expected++;
        }
      }
    } catch (IOException | AssertionError e) {
      failure = e;
    }
  }

  long answered() {
    return answered;
  }

  /** Lets what is in flight come back; answers what went wrong, if anything did. */
  Optional<Throwable> stop() throws InterruptedException {
    stopping = true;
    thread.join(20_000);
    return thread.isAlive()
        ? Optional.of(new AssertionError("no answer after " + answered))
        : Optional.ofNullable(failure);
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
