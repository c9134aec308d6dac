package org.patchbay.protocols;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.api.chain.Blocks;
import org.patchbay.api.chain.Chain;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;

/** The version handshake (protocol-facts §8), spoken with every peer. Stateless. */
@Component(name = "patchbay.protocols.handshake")
public final class HandshakeProtocol implements Protocol {
  private final Chain chain;
  private volatile Blocks blocks;

  /**
   * A handshake that tells the height of a chain.
   *
   * @param chain may be null: a node without a chain says height 0
   */
  @Activate
  public HandshakeProtocol(
      @Reference(
              cardinality = ReferenceCardinality.OPTIONAL,
              policyOption = ReferencePolicyOption.GREEDY)
          Chain chain) {
    this.chain = chain;
  }

  @Override
  public String name() {
    return "handshake";
  }

  @Override
  public Stage stage() {
    return Stage.CONNECTED;
  }

  @Override
  public boolean appliesTo(PeerView peer) {
    return true;
  }

  @Override
  public void attach(Session session) {
    new Handshake(session, this::height).begin();
  }

  /** With blocks the height told is that of the last connected one (§5.1). */
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

  private int height() {
    return chain == null ? 0 : new ActiveChain(chain, blocks).tip().height();
  }
}
