package org.patchbay.protocols;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderIntake;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.session.Session;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.Inventory;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.Services;
import org.patchbay.wire.message.Headers;
import org.patchbay.wire.message.Inv;
import org.patchbay.wire.message.SendHeaders;

/**
 * Fetches headers from one peer (protocol-facts §14.2, §14.3). Confined to the node loop.
 *
 * <p>The next request leaves as soon as the chain asks for more, before anything else is done with
 * the answer: the round trip is what a sync waits for.
 */
final class HeaderDownload implements HeaderSync.Candidate {
  static final Duration INITIAL_TIMEOUT = Duration.ofMinutes(15);
  static final Duration RECHECK = Duration.ofMinutes(1);

  /** Messages offered to the chain and not answered; more are not asked for by anybody. */
  static final int MAX_PENDING = 8;

  private final Session session;
  private final Chain chain;
  private final ActiveChain active;
  private final HeaderSync sync;
  private final PeerChain known;
  private final Runnable onLearned;
  private final HeaderRequest request;
  private final ChainSyncWatch watch;
  private final Deadline initial;
  private Optional<HeaderIntake> intake = Optional.empty();
  private int pending;
  private boolean missed;
  private boolean started;
  private boolean triggered;
  private boolean saidSendHeaders;
  private boolean retrying;

  /** Fetches from one peer; {@code onLearned} runs when its best header is another one. */
  HeaderDownload(
      Session session,
      Chain chain,
      ActiveChain active,
      HeaderSync sync,
      PeerChain known,
      Runnable onLearned) {
    this.session = session;
    this.chain = chain;
    this.active = active;
    this.sync = sync;
    this.known = known;
    this.onLearned = onLearned;
    this.request = new HeaderRequest(session);
    this.watch = new ChainSyncWatch(session, chain, active, sync, known, request);
    this.initial = new Deadline(session, this::initialOverdue);
  }

  void begin() {
    saidSendHeaders = session.peer().sent().containsKey("sendheaders");
    session.on(Headers.class, message -> onHeaders(message.headers()));
    session.on(Inv.class, this::onInv);
    session.onEnd(this::end);
    if (mayHaveHeaders()) {
      sync.join(this, session.wallTime());
    }
  }

  private void end() {
    dropIntake();
    watch.end();
    sync.leave(this, session.wallTime());
  }

  void tipChanged() {
    if (started) {
      watch.consider();
    }
  }

  /**
   * A peer that serves blocks has headers, as §14.7 says. A node that follows headers alone has no
   * service bit for it: such a one is asked when an operator chose it or when it says that it is
   * ahead of us.
   */
  private boolean mayHaveHeaders() {
    PeerView peer = session.peer();
    return (peer.services() & (Services.NETWORK | Services.NETWORK_LIMITED)) != 0
        || peer.type().outbound()
        || peer.startHeight() > chain.tip().height();
  }

  @Override
  public boolean preferred() {
    return session.peer().type().outbound() || trusted();
  }

  private boolean trusted() {
    return session.peer().permissions().contains(Permission.NOBAN);
  }

  /** From the parent of the tip, so that the answer is not empty and tells what the peer has. */
  @Override
  public void start() {
    started = true;
    HeaderView tip = chain.tip();
    long age = session.wallTime().getEpochSecond() - tip.header().time();
    initial.set(INITIAL_TIMEOUT.plusMillis(Math.max(0, age / 600)));
    Lines.headersAsked(session, "initial", tip.height());
    request.send(locatorBefore(chain, tip));
    watch.start();
  }

  static List<Hash256> locatorBefore(Chain chain, HeaderView header) {
    List<Hash256> locator =
        header.height() == 0 ? List.of() : chain.locator(header.header().previous());
    return locator.isEmpty() ? chain.locator() : locator;
  }

  /**
   * Rule (§10.3): the one peer that is asked has 15 minutes and a millisecond for each ten minutes
   * of chain to fetch; then another preferred one gets the turn. Once recent, never again.
   */
  private void initialOverdue() {
    if (!started || sync.recent(session.wallTime())) {
      return;
    }
    if (!sync.holdsUpOthers(this)) {
      initial.set(RECHECK);
    } else if (trusted()) {
      started = false;
      sync.passOn(this, session.wallTime());
    } else {
      session.close(
          CloseReason.of(
              CloseReason.Code.TOO_SLOW,
              "headers at height " + chain.tip().height() + " when the initial time was over"));
    }
  }

  /** A header came in another message than headers. */
  void announced(BlockHeader header) {
    onHeaders(List.of(header));
  }

  /** Height that a header download has reached which proves its work first; -1 for none. */
  int presynced() {
    return intake.map(HeaderIntake::presyncHeight).orElse(-1);
  }

  private void onInv(Inv inv) {
    Optional<Hash256> unknown = Optional.empty();
    boolean improved = false;
    for (Inventory item : inv.items()) {
      if (item.type() == Inventory.BLOCK) {
        improved |= known.announced(item.hash());
        if (chain.header(item.hash()).isEmpty()) {
          unknown = Optional.of(item.hash());
        }
      }
    }
    if (improved) {
      learned();
    }
    unknown.ifPresent(this::askAbout);
  }

  private void askAbout(Hash256 block) {
    if (started) {
      request.send(chain.locator());
    } else if (!triggered && sync.triggers(block)) {
      triggered = true;
      request.send(chain.locator());
    }
  }

  private void onHeaders(List<BlockHeader> headers) {
    if (headers.isEmpty()) {
      request.answered();
      endLowWorkSync();
      return;
    }
    if (pending == MAX_PENDING) {
      missed = true;
      session.report(
          Fact.nuisance(
              Fact.Nuisance.Kind.UNREQUESTED,
              headers.size() + " headers while " + pending + " messages wait"));
      return;
    }
    if (intake.isEmpty()) {
      intake = Optional.of(chain.intake());
    }
    pending++;
    BlockHeader last = headers.get(headers.size() - 1);
    intake.get().offer(headers, trusted(), outcome -> onOutcome(outcome, last));
  }

  private void onOutcome(HeaderIntake.Outcome outcome, BlockHeader last) {
    pending--;
    if (outcome.kind() != HeaderIntake.Outcome.Kind.UNCONNECTING) {
      request.answered();
    }
    if (outcome.more().isPresent()) {
      Lines.headersAsked(session, "more", outcome.last().map(HeaderView::height).orElse(-1));
      request.send(outcome.more().get());
    }
    outcome.fact().ifPresent(session::report);
    switch (outcome.kind()) {
      case ACCEPTED -> accepted(outcome);
      case UNCONNECTING -> {
        known.announced(last.hash());
        request.send(chain.locator());
      }
      case NOT_STORED -> askAgainLater();
      case PRESYNC, LOW_WORK, INVALID, FUTURE -> {}
    }
    askForMissed();
  }

  /**
   * What came while too many waited, as when a peer announces a reorganisation header by header.
   */
  private void askForMissed() {
    if (missed && pending == 0) {
      missed = false;
      request.send(chain.locator());
    }
  }

  private void askAgainLater() {
    if (!retrying) {
      retrying = true;
      session.after(
          RECHECK,
          () -> {
            retrying = false;
            request.send(chain.locator());
          });
    }
  }

  private void accepted(HeaderIntake.Outcome outcome) {
    if (outcome.stored() > 0) {
      session.report(Fact.useful(Fact.Useful.Kind.HEADERS, outcome.stored()));
      if (outcome.last().filter(this::beyondTip).isPresent()) {
        session.report(Fact.announced());
        if (outcome.stored() <= BlockAnnouncing.MAX_HEADERS) { // an announcement, no catching up
          session.report(Fact.first(Fact.Useful.Kind.BLOCK, outcome.stored()));
        }
      }
      sync.progressed(session.wallTime());
    }
    boolean improved = known.resolve();
    if (outcome.last().isPresent()) {
      improved |= known.told(outcome.last().get());
    }
    if (improved) {
      learned();
    }
    if (outcome.more().isEmpty()) {
      watch.endOfChain();
    }
  }

  /** Has more work than our tip, or, where headers are all we keep, has just become it. */
  private boolean beyondTip(HeaderView header) {
    HeaderView tip = active.tip();
    return header.chainWork().compareTo(tip.chainWork()) > 0 || header.hash().equals(tip.hash());
  }

  private void learned() {
    HeaderView best = known.best().orElseThrow();
    session.report(Fact.knownHeight(best.height()));
    watch.learned();
    onLearned.run();
    boolean enough = best.chainWork().compareTo(chain.minimumWork()) > 0;
    if (enough
        && !saidSendHeaders
        && session.peer().commonVersion() >= ProtocolVersion.SENDHEADERS) {
      saidSendHeaders = true;
      session.send(SendHeaders.INSTANCE);
    }
  }

  /** A peer that has nothing more to say ends what it had begun; what is being read goes on. */
  private void endLowWorkSync() {
    if (pending == 0) {
      dropIntake();
    }
  }

  private void dropIntake() {
    intake.ifPresent(HeaderIntake::close);
    intake = Optional.empty();
  }
}
