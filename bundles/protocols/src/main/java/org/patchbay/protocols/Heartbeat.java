package org.patchbay.protocols;

import java.time.Duration;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.session.Session;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.message.Ping;
import org.patchbay.wire.message.Pong;

/**
 * Keeps one connection warm and measures its round trip. Confined to the node loop.
 *
 * <p>Rule (protocol-facts §10.2): a ping at once and then every 2 minutes, never two at a time; no
 * answer for more than 20 minutes ends the connection. The round trip ends when the pong left the
 * socket, not when its turn came, so that our own load is not held against the peer.
 */
final class Heartbeat {
  static final Duration INTERVAL = Duration.ofMinutes(2);
  static final Duration TIMEOUT = Duration.ofMinutes(20);

  private final Session session;
  private final boolean answered;
  private final Deadline deadline;
  private Waiting waiting = Waiting.IDLE;
  private Cancellable next = () -> {};

  Heartbeat(Session session) {
    this.session = session;
    this.answered = session.peer().commonVersion() > ProtocolVersion.BIP31;
    this.deadline = new Deadline(session, this::missed);
  }

  /** A conversation that came back waits for its turn: its peer was pinged not long ago. */
  void begin() {
    if (answered) {
      session.on(Ping.class, ping -> session.send(new Pong(ping.nonce())));
      session.on(Pong.class, this::onPong);
    }
    if (session.peer().sent().containsKey("ping")) {
      session.report(Fact.pingPending(-1));
      next = session.after(INTERVAL, this::turn);
    } else {
      ping();
    }
  }

  private void turn() {
    if (!waiting.forPong()) {
      ping();
    }
  }

  /** Somebody wants to know now; a pong that is awaited of an earlier ping is not any more. */
  void now() {
    ping();
  }

  private void ping() {
    next.cancel();
    next = session.after(INTERVAL, this::turn);
    if (!answered) {
      session.send(new Ping(0));
      return;
    }
    waiting = new Waiting(nonce(), session.now());
    deadline.set(TIMEOUT);
    session.send(new Ping(waiting.nonce));
    session.report(Fact.pingPending(waiting.since));
  }

  private long nonce() {
    long nonce;
    do {
      nonce = session.random().nextLong();
    } while (nonce == 0);
    return nonce;
  }

  /** A zero nonce, or none, calls the ping off; any other that does not match is ignored. */
  private void onPong(Pong pong) {
    if (!waiting.forPong() || pong.nonce() != waiting.nonce && pong.nonce() != 0) {
      return;
    }
    long since = waiting.since;
    boolean matches = pong.nonce() == waiting.nonce;
    waiting = Waiting.IDLE;
    deadline.clear();
    session.report(Fact.pingPending(-1));
    long roundTrip = session.receivedAt() - since;
    if (matches && roundTrip >= 0) {
      session.report(Fact.latency(roundTrip));
    }
    if (session.now() - since >= INTERVAL.toNanos()) {
      ping();
    }
  }

  private void missed() {
    long seconds = Duration.ofNanos(session.now() - waiting.since).toSeconds();
    session.close(CloseReason.of(CloseReason.Code.PING_TIMEOUT, "no pong for " + seconds + " s"));
  }

  private record Waiting(long nonce, long since) {
    static final Waiting IDLE = new Waiting(0, 0);

    boolean forPong() {
      return this != IDLE;
    }
  }
}
