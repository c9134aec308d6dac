package org.patchbay.protocols;

import java.time.Duration;
import java.util.List;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.session.Session;
import org.patchbay.wire.Hash256;
import org.patchbay.wire.message.GetHeaders;

/**
 * The one getheaders that may be outstanding with a peer. Confined to the node loop.
 *
 * <p>Rule (protocol-facts §10.3): none within 2 minutes of another that was not answered. Why: a
 * peer that announces what connects to nothing could otherwise make us ask as fast as it talks.
 */
final class HeaderRequest {
  static final Duration RESPONSE_TIME = Duration.ofMinutes(2);

  private final Session session;
  private boolean outstanding;
  private long sentAt;
  private long pausedBefore;

  HeaderRequest(Session session) {
    this.session = session;
  }

  /** Asks for what follows a locator, unless an answer is awaited. */
  void send(List<Hash256> locator) {
    if (outstanding) {
      long waited = session.now() - sentAt - (session.pausedTime() - pausedBefore);
      if (waited <= RESPONSE_TIME.toNanos()) {
        return;
      }
      session.report(
          Fact.nuisance(
              Fact.Nuisance.Kind.UNANSWERED,
              "getheaders after " + Duration.ofNanos(waited).toSeconds() + " s"));
    }
    outstanding = true;
    sentAt = session.now();
    pausedBefore = session.pausedTime();
    session.send(new GetHeaders(Handshake.VERSION, locator, Hash256.ZERO));
  }

  void answered() {
    outstanding = false;
  }
}
