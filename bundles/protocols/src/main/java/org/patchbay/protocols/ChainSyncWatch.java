package org.patchbay.protocols;

import java.time.Duration;
import java.util.Optional;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.session.Session;

/**
 * Watches that a peer we chose ourselves follows the chain with the most work (protocol-facts
 * §10.4). Confined to the node loop.
 *
 * <p>Rule: a peer whose best header has less work than our tip has 20 minutes to reach what was our
 * tip at their beginning; then it is asked once and has 2 more. Up to four full-relay peers that
 * once showed our tip's work are spared for good. Why: our few outbound slots must not be held by
 * peers on a dead or withheld chain; and a burst of new headers must not cost us all of them. Our
 * tip is the last connected block where we keep blocks: headers whose blocks somebody withholds
 * must not cost us the peers that do not know them.
 */
final class ChainSyncWatch {
  static final Duration CATCH_UP = Duration.ofMinutes(20);
  static final Duration LAST_CHANCE = Duration.ofMinutes(2);

  private final Session session;
  private final Chain chain;
  private final ActiveChain active;
  private final HeaderSync sync;
  private final PeerChain known;
  private final HeaderRequest request;
  private final Deadline deadline;
  private Optional<HeaderView> reference = Optional.empty();
  private boolean started;
  private boolean asked;
  private boolean spared;

  ChainSyncWatch(
      Session session,
      Chain chain,
      ActiveChain active,
      HeaderSync sync,
      PeerChain known,
      HeaderRequest request) {
    this.session = session;
    this.chain = chain;
    this.active = active;
    this.sync = sync;
    this.known = known;
    this.request = request;
    this.deadline = new Deadline(session, this::overdue);
  }

  void start() {
    started = true;
    consider();
  }

  void end() {
    if (spared) {
      sync.unprotect();
    }
  }

  /** The peer's best header is another one. */
  void learned() {
    boolean fullRelay = session.peer().type() == ConnectionType.OUTBOUND_FULL_RELAY;
    if (fullRelay && !spared && known.best().filter(this::reachesTip).isPresent()) {
      spared = sync.protect();
      if (spared) {
        session.report(Fact.spared());
      }
    }
    consider();
  }

  /**
   * The peer has no more than it told us. Before we have caught up, a chosen peer whose whole chain
   * is below the minimum work cannot help us.
   */
  void endOfChain() {
    Optional<HeaderView> best = known.best();
    if (applies()
        && best.isPresent()
        && !sync.caughtUp(session.wallTime())
        && best.get().chainWork().compareTo(chain.minimumWork()) < 0) {
      session.close(
          CloseReason.of(
              CloseReason.Code.TOO_SLOW,
              "its chain ends at height " + best.get().height() + ", below the minimum work"));
    }
  }

  /** Looks again, because the tip or the peer's best header changed. */
  void consider() {
    if (!started || spared || !applies()) {
      deadline.clear();
      return;
    }
    if (known.best().filter(this::reachesTip).isPresent()) {
      deadline.clear();
      reference = Optional.empty();
    } else if (reference.isEmpty() || known.best().filter(this::reachesReference).isPresent()) {
      reference = Optional.of(active.tip());
      asked = false;
      deadline.set(CATCH_UP);
    }
  }

  private void overdue() {
    HeaderView wanted = reference.orElseThrow();
    if (!asked) {
      asked = true;
      request.send(HeaderDownload.locatorBefore(chain, wanted));
      deadline.set(LAST_CHANCE);
      return;
    }
    String height = known.best().map(best -> "height " + best.height()).orElse("unknown height");
    session.close(
        CloseReason.of(
            CloseReason.Code.TOO_SLOW,
            "best header at " + height + " when " + wanted.height() + " was to be reached"));
  }

  private boolean applies() {
    ConnectionType type = session.peer().type();
    return type == ConnectionType.OUTBOUND_FULL_RELAY || type == ConnectionType.BLOCK_RELAY_ONLY;
  }

  private boolean reachesTip(HeaderView header) {
    return header.chainWork().compareTo(active.tip().chainWork()) >= 0;
  }

  private boolean reachesReference(HeaderView header) {
    return header.chainWork().compareTo(reference.orElseThrow().chainWork()) >= 0;
  }
}
