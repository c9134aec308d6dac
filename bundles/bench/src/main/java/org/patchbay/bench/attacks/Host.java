package org.patchbay.bench.attacks;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.transport.Arrival;
import org.patchbay.api.transport.Link;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.sim.VirtualLoop;
import org.patchbay.sim.VirtualTransport;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;
import org.patchbay.wire.message.WtxidRelay;

/** A computer with one connection to the node at a time. Confined to one thread. */
final class Host implements LinkEvents {
  private static final NetworkAddress NOWHERE =
      NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  final VirtualLoop loop;
  final VirtualTransport transport;

  /** Not the loop's: what the node draws changes nothing of what the hosts do. */
  final RandomGenerator random;

  private final Conduct conduct;
  private final InetSocketAddress node;
  private final long distance;
  private Duration again = Duration.ZERO;
  private Link link;
  private boolean established;
  private boolean leaving;
  private boolean thrownOut;

  /**
   * A host.
   *
   * @param distance nanoseconds that it adds to each answer of a ping
   */
  Host(
      VirtualLoop loop,
      RandomGenerator random,
      VirtualTransport transport,
      Conduct conduct,
      InetSocketAddress node,
      long distance) {
    this.loop = loop;
    this.random = random;
    this.transport = transport;
    this.conduct = conduct;
    this.node = node;
    this.distance = distance;
  }

  /** It dials again some time after each end of a connection, up to half as much earlier. */
  Host persistent(Duration after) {
    again = after;
    return this;
  }

  long distance() {
    return distance;
  }

  void dial() {
    transport.connect(node, TIMEOUT, this, (target, why) -> dialAgain());
  }

  private void dialAgain() {
    if (!again.isZero()) {
      long most = again.toNanos();
      loop.after(Duration.ofNanos(most - random.nextLong(most / 2)), this::dial);
    }
  }

  /** Whether a connection stands and its handshake is done. */
  boolean established() {
    return established;
  }

  /** Ends the connection by itself. */
  void leave() {
    if (link != null) {
      leaving = true;
      link.close(CloseReason.of(CloseReason.Code.OPERATOR));
    }
  }

  /** Whether the node ended a finished handshake's connection since the last question. */
  boolean thrownOut() {
    boolean answer = thrownOut;
    thrownOut = false;
    return answer;
  }

  /** Says version. */
  void greet() {
    long services = Services.NETWORK | Services.WITNESS;
    say(new Version(70016, services, 0, 0, NOWHERE, services, NOWHERE, 99, "/Host:1/", 0, true));
  }

  /** Says it while there is a connection. */
  void say(Message message) {
    if (link != null) {
      link.send(message);
      link.flush();
    }
  }

  /** Runs a task unless this connection has ended by then. */
  void after(long nanos, Runnable task) {
    Link now = link;
    loop.after(
        Duration.ofNanos(nanos),
        () -> {
          if (link == now && now != null) {
            task.run();
          }
        });
  }

  /** Runs a task at an even pace, beginning at a time by chance, until this connection ends. */
  void every(Duration period, Runnable task) {
    after(random.nextLong(period.toNanos()), () -> repeat(period.toNanos(), task));
  }

  private void repeat(long nanos, Runnable task) {
    task.run();
    after(nanos, () -> repeat(nanos, task));
  }

  @Override
  public void opened(Link opened) {
    link = opened;
    conduct.opened(this);
  }

  @Override
  public void readable(Link from) {
    for (Arrival arrival = from.poll(); arrival != null; arrival = from.poll()) {
      if (arrival instanceof Arrival.Received received && from == link) {
        hear(received.message());
      }
    }
  }

  private void hear(Message message) {
    if (message instanceof Version) {
      say(WtxidRelay.INSTANCE);
      say(Verack.INSTANCE);
    } else if (message instanceof Verack) {
      established = true;
      conduct.established(this);
    } else if (message instanceof Ping ping) {
      after(conduct.answerAfter(this), () -> say(new Pong(ping.nonce())));
    } else {
      conduct.heard(this, message);
    }
  }

  @Override
  public void writable(Link at) {}

  @Override
  public void closed(Link ended, CloseReason reason) {
    if (ended == link) {
      thrownOut |= established && !leaving;
      link = null;
      established = false;
      leaving = false;
      dialAgain();
    }
  }

  /** Milliseconds as nanoseconds. */
  static long millis(long count) {
    return TimeUnit.MILLISECONDS.toNanos(count);
  }
}
