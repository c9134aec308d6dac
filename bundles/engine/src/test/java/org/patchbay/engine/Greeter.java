package org.patchbay.engine;

import java.util.Set;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Protocol;
import org.patchbay.api.session.Session;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;

/** The shortest handshake that establishes a session. */
final class Greeter implements Protocol {
  private static final NetworkAddress NOWHERE =
      NetworkAddress.of(NetworkAddress.IPV4, new byte[4], 0);

  /** What is negotiated with who comes next. */
  Set<String> features = Set.of("wtxidrelay");

  static Version version(long nonce, int protocolVersion) {
    return version(nonce, protocolVersion, NOWHERE);
  }

  /** From somebody who sees us there. */
  static Version versionTo(NetworkAddress seen, long nonce) {
    return version(nonce, 70016, seen);
  }

  /** From somebody who asks for no transactions. */
  static Version quiet(long nonce, int protocolVersion) {
    return version(nonce, protocolVersion, NOWHERE, false);
  }

  private static Version version(long nonce, int protocolVersion, NetworkAddress seen) {
    return version(nonce, protocolVersion, seen, true);
  }

  private static Version version(long nonce, int version, NetworkAddress seen, boolean relay) {
    return new Version(version, 0xc09, 0, 0, seen, 0xc09, NOWHERE, nonce, "/Test:1/", 7, relay);
  }

  static Message verack() {
    return Verack.INSTANCE;
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
    boolean first = session.peer().type().outbound();
    if (first) {
      session.send(version(session.local().nonce(), 70016));
    }
    session.on(
        Version.class,
        theirs -> {
          if (!first) {
            session.send(version(session.local().nonce(), 70016));
          }
          session.send(verack());
        });
    session.on(Verack.class, message -> session.report(Fact.established(features)));
  }
}
