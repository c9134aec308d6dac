package org.patchbay.protocols;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.peer.PeerState;
import org.patchbay.api.peer.PeerView;
import org.patchbay.api.session.Local;
import org.patchbay.api.session.Session;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.ProtocolVersion;
import org.patchbay.wire.message.Feature;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.SendAddrV2;
import org.patchbay.wire.message.SendCmpct;
import org.patchbay.wire.message.SendHeaders;
import org.patchbay.wire.message.Verack;
import org.patchbay.wire.message.Version;
import org.patchbay.wire.message.WtxidRelay;

/**
 * One handshake and the negotiation messages around it. Confined to the node loop.
 *
 * <p>Rule (protocol-facts §8.1, §8.2): who dialled says version first. Whoever has the other's
 * version says wtxidrelay and sendaddrv2 (from 70016 on) and then verack; the listener says its own
 * version before all that. The other's verack ends it. The engine has tested the version message
 * (§5.1) before it comes here.
 *
 * <p>Ignored as Bitcoin Core does (§5.0): a second version or verack, a verack before version, and
 * repetitions. Closed as Bitcoin Core does: wtxidrelay, sendaddrv2 or feature after verack.
 *
 * <p>Not said: {@code feature}, because we advertise 70016, the last version all of whose rules are
 * kept (from 70017 on a feature message that does not parse ends the connection, and a message that
 * does not parse is never seen here). {@code sendcmpct}, because it offers compact blocks and
 * nothing requires it of a node that serves no blocks (§5.1).
 */
final class Handshake {
  /** The version we advertise (§4.3). */
  static final int VERSION = ProtocolVersion.WTXID_RELAY;

  static final int LAST_WITH_FINAL_ALERT = ProtocolVersion.SENDHEADERS;

  private static final NetworkAddress NOWHERE =
      NetworkAddress.of(NetworkAddress.IPV6, new byte[16], 0);

  private final Session session;
  private final IntSupplier height;
  private final Set<String> features = new HashSet<>();
  private Phase phase = Phase.AWAITING_VERSION;

  Handshake(Session session, IntSupplier height) {
    this.session = session;
    this.height = height;
  }

  /** On a session that is past a step that step is not repeated. */
  void begin() {
    PeerView peer = session.peer();
    phase = Phase.of(peer.state());
    session.on(Version.class, this::onVersion);
    session.on(Verack.class, this::onVerack);
    session.on(WtxidRelay.class, message -> onWtxidRelay());
    session.on(SendAddrV2.class, message -> negotiate("addrv2", message));
    session.on(SendHeaders.class, message -> onSendHeaders());
    session.on(SendCmpct.class, this::onSendCmpct);
    session.on(Feature.class, this::onFeature);
    if (phase == Phase.AWAITING_VERSION && opened(peer) && !peer.sent().containsKey("version")) {
      sendVersion();
    }
  }

  private static boolean opened(PeerView peer) {
    return peer.type().outbound();
  }

  private void onVersion(Version theirs) {
    if (phase != Phase.AWAITING_VERSION) {
      return;
    }
    PeerView peer = session.peer();
    phase = Phase.AWAITING_VERACK;
    if (!opened(peer)) {
      sendVersion();
    }
    int common = Math.min(VERSION, theirs.protocolVersion());
    if (common >= ProtocolVersion.WTXID_RELAY) {
      session.send(WtxidRelay.INSTANCE);
      session.send(SendAddrV2.INSTANCE);
    }
    session.send(Verack.INSTANCE);
    if (common <= LAST_WITH_FINAL_ALERT) {
      session.send(FinalAlert.message());
    }
    if (peer.type() == ConnectionType.FEELER) {
      session.close(CloseReason.of(CloseReason.Code.PURPOSE_FULFILLED, "the address works"));
    }
  }

  private void sendVersion() {
    Local local = session.local();
    session.send(
        new Version(
            VERSION,
            local.services(),
            session.wallTime().getEpochSecond(),
            0,
            tellable(session.peer().address()),
            local.services(),
            NOWHERE,
            local.nonce(),
            local.userAgent(),
            height.getAsInt(),
            local.relay()));
  }

  /** The other end's address as version can carry it, else zeros (§5.1). */
  private static NetworkAddress tellable(NetworkAddress address) {
    return address.isRoutable() && address.isLegacy() ? address : NOWHERE;
  }

  private void onVerack(Verack verack) {
    if (phase == Phase.AWAITING_VERACK) {
      phase = Phase.DONE;
      session.report(Fact.established(features));
    }
  }

  private void onWtxidRelay() {
    if (phase == Phase.DONE || session.peer().commonVersion() >= ProtocolVersion.WTXID_RELAY) {
      negotiate("wtxidrelay", WtxidRelay.INSTANCE);
    }
  }

  private void negotiate(String feature, Message message) {
    switch (phase) {
      case AWAITING_VERSION -> {}
      case AWAITING_VERACK -> features.add(feature);
      case DONE -> violation(message.command() + " after verack");
    }
  }

  /** Allowed at any time after version; later ones are heard by whoever announces headers. */
  private void onSendHeaders() {
    if (phase == Phase.AWAITING_VERACK) {
      features.add("sendheaders");
    }
  }

  private void onSendCmpct(SendCmpct message) {
    if (phase != Phase.AWAITING_VERSION && message.announce() > 1) {
      session.report(
          Fact.offence(
              Fact.Offence.Kind.BAD_SENDCMPCT, "announce " + message.announce() + " (max 1)"));
    }
  }

  private void onFeature(Feature message) {
    if (phase != Phase.AWAITING_VERSION) {
      violation("feature at common version " + session.peer().commonVersion() + " (min 70017)");
    }
  }

  private void violation(String detail) {
    session.close(CloseReason.of(CloseReason.Code.PROTOCOL_VIOLATION, detail));
  }

  private enum Phase {
    AWAITING_VERSION,
    AWAITING_VERACK,
    DONE;

    static Phase of(PeerState state) {
      return switch (state) {
        case AWAITING_VERSION -> AWAITING_VERSION;
        case AWAITING_VERACK -> AWAITING_VERACK;
        case ESTABLISHED, CLOSING -> DONE;
      };
    }
  }
}
