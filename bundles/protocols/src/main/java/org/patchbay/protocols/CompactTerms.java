package org.patchbay.protocols;

import org.patchbay.api.fact.Fact;
import org.patchbay.api.session.Session;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.message.SendCmpct;

/**
 * What one peer and we agreed on compact blocks (BIP152, protocol-facts §5.1). Confined to the node
 * loop.
 *
 * <p>We ask for no high-bandwidth announcements: what has not been validated whole is passed on by
 * nobody.
 */
final class CompactTerms {
  static final long VERSION = 2;

  private final Session session;
  private boolean provided;
  private boolean announced;

  CompactTerms(Session session) {
    this.session = session;
  }

  void begin() {
    session.on(SendCmpct.class, this::onSendCmpct);
    if (session.peer().commonVersion() >= ProtocolVersion.COMPACT_BLOCKS
        && !session.peer().sent().containsKey("sendcmpct")) {
      session.send(new SendCmpct(0, VERSION));
    }
  }

  private void onSendCmpct(SendCmpct message) {
    if (message.announce() > 1) {
      session.report(
          Fact.offence(
              Fact.Offence.Kind.BAD_SENDCMPCT, "announce " + message.announce() + " (max 1)"));
    } else if (message.version() == VERSION) {
      provided = true;
      announced = message.announce() == 1;
    }
  }

  /** Whether the peer asked for new blocks as compact ones, without asking for each. */
  boolean announced() {
    return announced;
  }

  /** Whether the peer gives compact blocks of the one version that we speak. */
  boolean provided() {
    return provided;
  }
}
