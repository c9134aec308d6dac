package org.patchbay.protocols;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;

/**
 * Headers: fetched, served and announced (protocol-facts §14). Spoken with every peer that stays.
 *
 * <p>It contributes no service bit: there is none for headers, and {@code NETWORK} would promise
 * blocks.
 */
@Component(name = "patchbay.protocols.headers")
public final class HeaderProtocol implements Protocol {
  private final Chain chain;
  private final HeaderSync sync;

  /** Headers of a chain. */
  @Activate
  public HeaderProtocol(@Reference Chain chain) {
    this.chain = chain;
    this.sync = new HeaderSync(chain);
  }

  @Override
  public String name() {
    return "headers";
  }

  @Override
  public boolean appliesTo(PeerView peer) {
    return peer.type() != ConnectionType.FEELER && peer.type() != ConnectionType.ADDR_FETCH;
  }

  @Override
  public void attach(Session session) {
    PeerChain known = new PeerChain(chain);
    HeaderDownload download = new HeaderDownload(session, chain, sync, known);
    HeaderAnnouncing announcing = new HeaderAnnouncing(session, chain, sync, known);
    new HeaderServing(session, chain, known).begin();
    announcing.begin();
    download.begin();
    Runnable onTip =
        () -> {
          announcing.tipChanged();
          download.tipChanged();
        };
    sync.follow(onTip);
    session.onEnd(() -> sync.unfollow(onTip));
  }
}
