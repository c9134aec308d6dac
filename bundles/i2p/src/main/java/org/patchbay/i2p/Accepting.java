package org.patchbay.i2p;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.loop.Cancellable;
import org.patchbay.api.transport.LinkEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a lasting session, and waits in it for peers that connect to us, one after the other
 * (protocol-facts §19.4). Confined to the node loop.
 *
 * <p>Rule: after a failure it waits a second, after the next one two, and so on up to five minutes,
 * until a peer has come.
 */
final class Accepting {
  private static final Logger LOG = LoggerFactory.getLogger(Accepting.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LONGEST_PAUSE_SECONDS = 300;

  private final Bridge bridge;
  private final SamSession session;
  private final Supplier<Optional<LinkEvents>> entrance;
  private final OwnAddress own;
  private int failures;
  private String trouble = "";

  /** What goes on; null before the beginning, in a pause and after the end. */
  private Turn turn;

  private Cancellable pause = () -> {};
  private boolean over;

  /**
   * Nothing happens before {@link #begin}.
   *
   * @param entrance where peers are handed in; empty while nobody is let in
   */
  Accepting(
      Bridge bridge, SamSession session, Supplier<Optional<LinkEvents>> entrance, OwnAddress own) {
    this.bridge = bridge;
    this.session = session;
    this.entrance = entrance;
    this.own = own;
    session.onLost(this::lost);
  }

  void begin() {
    if (over) {
      return;
    }
    Optional<LinkEvents> events = entrance.get();
    if (events.isEmpty()) {
      pause = bridge.loop().after(LOOK, this::begin);
      return;
    }
    Turn now = new Turn();
    turn = now;
    session
        .stand()
        .whenComplete(
            (standing, failure) -> {
              if (turn != now) {
                return;
              }
              if (standing == null) {
                failed(failure.getMessage());
              } else {
                now.wait(standing, events.get());
              }
            });
  }

  /** Waits anew, since those who let peers in are others. */
  void again() {
    if (turn != null) {
      stopTurn();
      begin();
    }
  }

  /** Ends it and the session. */
  void end(String reason) {
    over = true;
    pause.cancel();
    stopTurn();
    session.close(reason);
    own.lost();
  }

  /** Why there is no session; empty when nothing is wrong. */
  String trouble() {
    return trouble;
  }

  private void lost(String reason) {
    if (over) {
      return;
    }
    unreachable(reason);
    if (turn != null) {
      failed(reason);
    }
  }

  private void failed(String reason) {
    stopTurn();
    if (session.standing().isEmpty()) {
      unreachable(reason);
    }
    failures++;
    int seconds = Math.min(failures, LONGEST_PAUSE_SECONDS);
    LOG.debug("I2P: {}; again in {} s", HiddenAddress.within(reason), seconds);
    pause = bridge.loop().after(Duration.ofSeconds(seconds), this::begin);
  }

  /** Says it once, until it is another trouble. */
  private void unreachable(String reason) {
    boolean before = own.lost().isPresent();
    if (!reason.equals(trouble)) {
      String what = before ? "no longer reachable through I2P" : "not reachable through I2P";
      LOG.info("{}: {}; tried again until it works", what, reason);
      trouble = reason;
    }
  }

  private void stopTurn() {
    Turn last = turn;
    turn = null;
    if (last != null) {
      last.socket.cancel();
    }
  }

  /** One wait for a peer; what comes late from an earlier one changes nothing. */
  private final class Turn implements StreamAccept.Listener {
    private Cancellable socket = () -> {};
    private SamSession.Standing standing;
    private boolean waits;

    void wait(SamSession.Standing through, LinkEvents events) {
      standing = through;
      socket =
          bridge
              .transport()
              .accept(
                  bridge.passage(() -> new StreamAccept(through.id(), this), () -> {}),
                  Bridge.CONNECTING,
                  events,
                  (reason, ofTarget) -> then(() -> refused(reason)));
    }

    /** From the event loop to the node loop, as long as this is the turn. */
    private void then(Runnable step) {
      bridge
          .loop()
          .execute(
              () -> {
                if (turn == this) {
                  step.run();
                }
              });
    }

    @Override
    public void waiting() {
      then(
          () -> {
            waits = true;
            if (own.reached(standing.address())) {
              LOG.info("reachable through I2P as {}", standing.address().host());
            }
            trouble = "";
          });
    }

    @Override
    public void came() {
      then(
          () -> {
            failures = 0;
            turn = null;
            begin();
          });
    }

    @Override
    public void broken(String reason) {
      then(() -> session.close(standing, reason));
    }

    private void refused(String reason) {
      if (!waits) {
        unreachable(reason);
      }
      failed(reason);
    }
  }
}
