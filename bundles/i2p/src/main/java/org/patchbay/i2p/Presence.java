package org.patchbay.i2p;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.patchbay.api.transport.LinkEvents;
import org.patchbay.api.transport.Passage;
import org.patchbay.wire.NetworkAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node has in I2P: with peers let in, one lasting session for all; else a passing one for
 * each connection. Confined to the node loop, except {@link #open}.
 */
final class Presence {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  private final Bridge bridge;
  private final Optional<SamSession> lasting;
  private final Optional<Accepting> accepting;
  private final PassingSessions passing;
  private String trouble = "";
  private volatile boolean over;

  private Presence(Bridge bridge, Optional<SamSession> lasting, Optional<Accepting> accepting) {
    this.bridge = bridge;
    this.lasting = lasting;
    this.accepting = accepting;
    this.passing = new PassingSessions(bridge);
  }

  /** Peers are let in. */
  static Presence accepting(
      Bridge bridge, KeyFile keys, Supplier<Optional<LinkEvents>> entrance, OwnAddress own) {
    SamSession session = new SamSession(bridge, Optional.of(keys));
    return new Presence(
        bridge, Optional.of(session), Optional.of(new Accepting(bridge, session, entrance, own)));
  }

  /** Nobody is let in. */
  static Presence outbound(Bridge bridge) {
    return new Presence(bridge, Optional.empty(), Optional.empty());
  }

  /** Whether a passage is to be had. From any thread. */
  boolean open() {
    return !over && lasting.map(session -> session.standing().isPresent()).orElse(true);
  }

  void begin() {
    accepting.ifPresent(Accepting::begin);
  }

  /** Those who let peers in are others. */
  void entranceChanged() {
    accepting.ifPresent(Accepting::again);
  }

  /** Ends every session, and with them the connections through them. */
  void end(String reason) {
    over = true;
    accepting.ifPresent(each -> each.end(reason));
    passing.endAll(reason);
  }

  /** A passage to a peer; fails, with a message for people, when there is no session for it. */
  CompletionStage<Passage> passage(NetworkAddress to) {
    if (over) {
      return failed("I2P is no longer used");
    }
    if (lasting.isPresent()) {
      SamSession session = lasting.get();
      return session
          .standing()
          .<CompletionStage<Passage>>map(
              standing -> CompletableFuture.completedFuture(through(session, standing, to)))
          .orElseGet(() -> failed(missing()));
    }
    SamSession session = passing.take();
    CompletionStage<SamSession.Standing> standing = session.stand();
    standing.whenComplete(
        (stands, failure) -> {
          if (failure == null) {
            trouble = "";
          } else {
            passing.giveBack(session);
            say(failure.getMessage());
          }
        });
    return standing.thenApply(stands -> through(session, stands, to));
  }

  /** Says it once, until it is another trouble. */
  private void say(String reason) {
    if (!over && !reason.equals(trouble)) {
      LOG.info("no peers through I2P: {}", reason);
      trouble = reason;
    }
  }

  private String missing() {
    String why = accepting.map(Accepting::trouble).orElse("");
    return "no session with the I2P router" + (why.isEmpty() ? " yet" : ": " + why);
  }

  private static CompletionStage<Passage> failed(String reason) {
    return CompletableFuture.failedFuture(new IOException(reason));
  }

  private Passage through(SamSession session, SamSession.Standing standing, NetworkAddress to) {
    Use use = new Use(session, standing);
    return bridge.passage(() -> new StreamConnect(standing.id(), to, use), use::left);
  }

  /** One passage through a session. Told on transport threads. */
  private final class Use implements StreamConnect.Listener {
    private final SamSession session;
    private final SamSession.Standing through;
    private volatile boolean reached;

    Use(SamSession session, SamSession.Standing through) {
      this.session = session;
      this.through = through;
    }

    @Override
    public void reached() {
      reached = true;
    }

    @Override
    public void broken(String reason) {
      bridge.loop().execute(() -> session.close(through, reason));
    }

    void left() {
      if (lasting.isPresent()) {
        return;
      }
      bridge
          .loop()
          .execute(
              () -> {
                if (reached) {
                  passing.end(session, "its connection has ended");
                } else {
                  passing.giveBack(session);
                }
              });
    }
  }
}
