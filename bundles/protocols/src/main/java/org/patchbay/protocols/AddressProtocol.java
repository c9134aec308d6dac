package org.patchbay.protocols;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.addrbook.AddressBook;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;

/**
 * Addresses of other nodes: asked for, answered, passed on (protocol-facts §5.2, §12.8, §12.9). Not
 * spoken with block-relay-only peers and feelers (§5.8).
 *
 * <p>It begins when the connection stands, because getaddr follows our verack at once (§8.1).
 *
 * <p>Our own address is announced (§12.10) when the engine knows one for the peer and the blocks,
 * if there are any here, have caught up with the chain.
 */
@Component(name = "patchbay.protocols.addresses")
public final class AddressProtocol implements Protocol {
  private final AddressBook book;
  private final AddressRelay relay;
  private final AddressAnswers answers;
  private volatile Blocks blocks;

  /** Addresses of a book. */
  @Activate
  public AddressProtocol(@Reference AddressBook book) {
    this.book = book;
    this.relay = new AddressRelay(book::reachable);
    this.answers = new AddressAnswers(book);
  }

  @Override
  public String name() {
    return "addresses";
  }

  @Override
  public Stage stage() {
    return Stage.CONNECTED;
  }

  @Override
  public boolean appliesTo(PeerView peer) {
    return peer.type() != ConnectionType.BLOCK_RELAY_ONLY && peer.type() != ConnectionType.FEELER;
  }

  @Override
  public void attach(Session session) {
    new AddressExchange(session, book, relay, answers, this::catchingUp).begin();
  }

  /** Blocks tell when the first synchronisation is over. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindBlocks(Blocks bound) {
    blocks = bound;
  }

  /** They are gone. */
  public void unbindBlocks(Blocks gone) {
    blocks = blocks == gone ? null : blocks;
  }

  private boolean catchingUp() {
    Blocks current = blocks;
    return current != null && current.initialDownload();
  }
}
