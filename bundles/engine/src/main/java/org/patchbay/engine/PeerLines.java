package org.patchbay.engine;

import java.util.concurrent.TimeUnit;
import org.patchbay.api.fact.Fact;
import org.patchbay.api.log.HiddenAddress;
import org.patchbay.api.peer.CloseReason;
import org.patchbay.api.peer.ConnectionType;
import org.patchbay.api.transport.Destination;
import org.patchbay.wire.NetworkAddress;
import org.patchbay.wire.message.Message;
import org.patchbay.wire.message.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the log says of peers: what Bitcoin Core says of them, in its order, with its facts and at
 * its levels: nearly all of it in detail, the connections that we open always. Confined to the node
 * loop.
 *
 * <p>Each line carries its peer's tag, by which that peer alone can be followed. Lines of single
 * messages are made only where they are wanted: asking costs a nanosecond.
 */
final class PeerLines {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLines.class);

  private PeerLines() {}

  /** A connection is being opened. */
  static void trying(Destination to, ConnectionType type, boolean tryV2) {
    LOG.debug("trying {} connection ({}) to {}", tryV2 ? "v2" : "v1", type.label(), where(to));
  }

  /** An attempt failed. */
  static void notReached(Destination to, String reason) {
    LOG.debug("no connection to {}: {}", where(to), HiddenAddress.within(reason));
  }

  private static HiddenAddress where(Destination to) {
    return HiddenAddress.of(to.name().isPresent() ? to : to.address());
  }

  /** A peer is there. */
  static void added(Peer peer) {
    LOG.debug(peer.tag, "added {} connection, {}", peer.type().label(), peer.tag);
    if (!peer.type().outbound()) {
      LOG.debug(
          peer.tag,
          "connection accepted at {}, {}",
          peer.birth.door() == null ? peer.network().label() : peer.birth.door(),
          peer.tag);
    }
  }

  /** A connection was refused before it became a peer's. */
  static void refused(NetworkAddress address, CloseReason reason) {
    LOG.debug(
        "connection from {} dropped: {}", HiddenAddress.of(address), HiddenAddress.within(reason));
  }

  /**
   * A message is about to be handled.
   *
   * @param bytes on the wire
   */
  static void received(Peer peer, String command, int bytes) {
    if (LOG.isDebugEnabled(peer.tag)) {
      LOG.debug(
          peer.tag, "received: {} ({} bytes) {}", command, payload(peer, command, bytes), peer.tag);
    }
  }

  /**
   * A message was queued.
   *
   * @param bytes on the wire
   */
  static void sent(Peer peer, Message message, String command, int bytes) {
    if (LOG.isDebugEnabled(peer.tag)) {
      LOG.debug(
          peer.tag, "sending {} ({} bytes) {}", command, payload(peer, command, bytes), peer.tag);
      if (message instanceof Version ours) {
        LOG.debug(
            peer.tag,
            "sent version {}, blocks={}, txrelay={}, {}",
            ours.protocolVersion(),
            ours.startHeight(),
            ours.relay(),
            peer.tag);
      }
    }
  }

  /** As Bitcoin Core tells it, without what frames it. */
  private static int payload(Peer peer, String command, int bytes) {
    return Math.max(0, bytes - FrameSizes.head(command, peer.link.protocol()));
  }

  /** Its version message was taken. */
  static void version(Peer peer, Version theirs) {
    LOG.debug(
        peer.tag,
        "version received: \"{}\": version {}, blocks={}, us={}, txrelay={}, {}",
        peer.userAgent(),
        peer.protocolVersion(),
        peer.startHeight(),
        HiddenAddress.of(theirs.receiver()),
        peer.relaysTransactions(),
        peer.tag);
  }

  /** The handshake is done. */
  static void established(Peer peer) {
    String line = "new {} peer connected: transport {}, version {}, blocks={}, {}{}";
    Object[] facts = {
      peer.type().label(),
      peer.link.protocol(),
      peer.protocolVersion(),
      peer.startHeight(),
      peer.tag,
      peer.autonomousSystem() == 0 ? "" : ", mapped_as=" + peer.autonomousSystem()
    };
    if (peer.type().outbound()) {
      LOG.info(peer.tag, line, facts);
    } else {
      LOG.debug(peer.tag, line, facts);
    }
  }

  /** A conversation stated something. */
  static void stated(Peer peer, Fact fact) {
    if (fact instanceof Fact.Nuisance nuisance && LOG.isDebugEnabled(peer.tag)) {
      LOG.debug(peer.tag, "{}: {}, {}", nuisance.kind(), nuisance.detail(), peer.tag);
    } else if (fact instanceof Fact.Offence offence) {
      LOG.debug(peer.tag, "misbehaving: {}: {}, {}", offence.kind(), offence.detail(), peer.tag);
    }
  }

  /** What it did has no consequence, by permission. */
  static void spared(Peer peer, String detail) {
    LOG.info(
        peer.tag,
        "not punished, {}: {}, {}",
        peer.type() == ConnectionType.MANUAL ? "named by the operator" : "by permission",
        detail,
        peer.tag);
  }

  /** It is dropped for an offence. */
  static void punished(Peer peer, boolean discouraged) {
    LOG.debug(
        peer.tag,
        discouraged ? "disconnecting and discouraging, {}" : "disconnecting, not discouraging, {}",
        peer.tag);
  }

  /** It makes room for another. */
  static void evicted(Peer peer) {
    LOG.debug(peer.tag, "{} connection selected for eviction, {}", peer.type().label(), peer.tag);
  }

  /** We end the connection. */
  static void disconnecting(Peer peer, CloseReason reason) {
    LOG.debug(peer.tag, "disconnecting {}: {}", peer.tag, HiddenAddress.within(reason));
  }

  /** The connection is gone: the last line about a peer. */
  static void ended(Peer peer, CloseReason reason, long now) {
    String line = "{} peer ended: {} (after {} ms, {} bytes in, {} out), {}";
    Object[] facts = {
      peer.type().label(),
      HiddenAddress.within(reason),
      TimeUnit.NANOSECONDS.toMillis(now - peer.connectedAt()),
      peer.bytesIn(),
      peer.bytesOut(),
      peer.tag
    };
    if (peer.type().outbound()) {
      LOG.info(peer.tag, line, facts);
    } else {
      LOG.debug(peer.tag, line, facts);
    }
  }
}
