package org.patchbay.protocols;

import java.util.List;
import java.util.Set;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.chain.HeaderView;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.Permission;
import org.patchbay.api.session.Session;
import org.patchbay.wire.BlockHeader;
import org.patchbay.wire.message.GetHeaders;
import org.patchbay.wire.message.Headers;

/**
 * Answers one peer's getheaders (protocol-facts §5.3, §14.6). Confined to the node loop.
 *
 * <p>Rule: below the network's minimum work the answer is empty. Why: we may be on a chain that
 * somebody feeds us, and must not pass it on; a peer with {@code download} gets it all the same.
 */
final class HeaderServing {
  static final int MAX_LOCATOR = 101;
  static final int MAX_HEADERS = 2_000;

  private final Session session;
  private final Chain chain;
  private final ActiveChain active;
  private final PeerChain known;

  HeaderServing(Session session, Chain chain, ActiveChain active, PeerChain known) {
    this.session = session;
    this.chain = chain;
    this.active = active;
    this.known = known;
  }

  void begin() {
    session.on(GetHeaders.class, this::onGetHeaders);
  }

  private void onGetHeaders(GetHeaders asked) {
    if (asked.locator().size() > MAX_LOCATOR) {
      session.close(
          CloseReason.of(
              CloseReason.Code.PROTOCOL_VIOLATION,
              "locator of " + asked.locator().size() + " (max " + MAX_LOCATOR + ")"));
      return;
    }
    if (!active.hasMinimumWork() && !mayDownload()) {
      session.send(new Headers(List.of()));
      return;
    }
    HeaderView tip = active.tip();
    List<BlockHeader> headers = active.after(asked.locator(), asked.stop(), MAX_HEADERS);
    if (headers.isEmpty() && asked.locator().isEmpty()) {
      return;
    }
    session.send(new Headers(headers));
    known.gave(
        headers.isEmpty() ? tip : chain.header(headers.get(headers.size() - 1).hash()).orElse(tip));
  }

  private boolean mayDownload() {
    Set<Permission> permissions = session.peer().permissions();
    return permissions.contains(Permission.DOWNLOAD) || permissions.contains(Permission.NOBAN);
  }
}
